//! Who is in the house, and who must go when it is full.
//!
//! A newcomer is never turned away while somebody rests: the one who has rested longest makes room, first of all from
//! the network that holds the most. So a thousand silent sockets cost an honest visitor nothing, and a hospital behind
//! one address may have hundreds. Whoever waits for our answer and reads it is never closed.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use super::limits::ServerLimits;
use super::pulse::{Phase, Pulse};
use crate::support::address::network;

/// All connections of one port.
#[derive(Debug)]
pub(super) struct Crowd {
    most: usize,
    most_per_address: usize,
    trusted: Vec<IpAddr>,
    inside: Mutex<Inside>,
}

#[derive(Debug, Default)]
struct Inside {
    next: u64,
    members: HashMap<u64, Member>,
    by_network: HashMap<IpAddr, usize>,
}

#[derive(Debug)]
struct Member {
    /// None for a trusted proxy, behind which everybody may stand.
    network: Option<IpAddr>,
    pulse: Arc<Pulse>,
}

/// A place in the house, given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    id: u64,
    crowd: Arc<Crowd>,
    /// What its holder is doing.
    pub pulse: Arc<Pulse>,
}

impl Crowd {
    pub fn new(limits: &ServerLimits) -> Self {
        Self {
            most: limits.most,
            most_per_address: limits.most_per_address,
            trusted: limits.trusted_proxies.clone(),
            inside: Mutex::default(),
        }
    }

    /// Lets a newcomer in, where there is room or somebody rests; none means that it must be turned away.
    pub fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        let peer = peer.to_canonical();
        let network = (!self.trusted.contains(&peer)).then(|| network(peer));
        let mut inside = self.inside();
        if let Some(network) = network
            && inside.of(network) >= self.most_per_address
            && !inside.make_room(Some(network))
        {
            return None;
        }
        if inside.members.len() >= self.most {
            let heaviest = inside.heaviest();
            if !inside.make_room(heaviest) && !inside.make_room(None) {
                return None;
            }
        }
        let pulse = Arc::new(Pulse::new());
        let id = inside.enter(network, Arc::clone(&pulse));
        Some(Place {
            id,
            crowd: Arc::clone(self),
            pulse,
        })
    }

    /// Closes one connection that rests: the process has run out of descriptors.
    pub fn make_room(&self) -> bool {
        self.inside().make_room(None)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.inside().members.len()
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    fn of(&self, network: IpAddr) -> usize {
        self.by_network.get(&network).copied().unwrap_or_default()
    }

    fn enter(&mut self, network: Option<IpAddr>, pulse: Arc<Pulse>) -> u64 {
        let id = self.next;
        self.next += 1;
        if let Some(network) = network {
            *self.by_network.entry(network).or_default() += 1;
        }
        self.members.insert(id, Member { network, pulse });
        id
    }

    fn leave(&mut self, id: u64) {
        let Some(member) = self.members.remove(&id) else {
            return;
        };
        if let Some(network) = member.network
            && let Some(count) = self.by_network.get_mut(&network)
        {
            *count -= 1;
            if *count == 0 {
                self.by_network.remove(&network);
            }
        }
    }

    /// The network that holds more than any other; none where several hold as much.
    fn heaviest(&self) -> Option<IpAddr> {
        let most = self.by_network.values().max()?;
        let mut heaviest = self.by_network.iter().filter(|(_, count)| *count == most);
        let (network, _) = heaviest.next()?;
        heaviest.next().is_none().then_some(*network)
    }

    /// Closes the one that loses least: resting before receiving, the longest first. Of one network, or of all.
    fn make_room(&mut self, network: Option<IpAddr>) -> bool {
        let candidates = self
            .members
            .iter()
            .filter(|(_, member)| network.is_none() || member.network == network);
        let weakest: Option<((Phase, Instant), u64)> = candidates
            .map(|(id, member)| (member.pulse.now(), *id))
            .filter(|((phase, _), _)| *phase != Phase::Answering)
            .min();
        let Some((_, id)) = weakest else { return false };
        if let Some(member) = self.members.get(&id) {
            member.pulse.gone.cancel();
        }
        self.leave(id);
        metrics::counter!("intake_connections_closed_total", "why" => "made_room").increment(1);
        true
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.crowd.inside().leave(self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd(most: usize, most_per_address: usize) -> Arc<Crowd> {
        Arc::new(Crowd {
            most,
            most_per_address,
            trusted: vec![address(99)],
            inside: Mutex::default(),
        })
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn the_longest_rest_makes_room_and_work_is_never_cut_off() {
        let crowd = crowd(2, 2);
        let first = crowd.admit(address(1)).expect("room");
        let second = crowd.admit(address(2)).expect("room");
        first.pulse.enter(Phase::Answering);
        let third = crowd.admit(address(3)).expect("the second made room");
        assert!(second.pulse.gone.is_cancelled() && !first.pulse.gone.is_cancelled());
        third.pulse.enter(Phase::Answering);
        assert!(crowd.admit(address(4)).is_none(), "everybody is at work");
        drop(third);
        assert!(crowd.admit(address(4)).is_some());
    }

    #[test]
    fn resting_goes_before_receiving_however_short() {
        let crowd = crowd(2, 2);
        let receiving = crowd.admit(address(1)).expect("room");
        receiving.pulse.enter(Phase::Receiving);
        let resting = crowd.admit(address(2)).expect("room");
        assert!(crowd.admit(address(3)).is_some());
        assert!(resting.pulse.gone.is_cancelled() && !receiving.pulse.gone.is_cancelled());
    }

    #[tokio::test(flavor = "current_thread")]
    async fn who_does_not_read_makes_room_last_of_all() {
        let crowd = crowd(2, 2);
        let unread = crowd.admit(address(1)).expect("room");
        unread.pulse.enter(Phase::Answering);
        unread.pulse.is_read(false);
        let receiving = crowd.admit(address(2)).expect("room");
        receiving.pulse.enter(Phase::Receiving);
        tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
        let third = crowd.admit(address(3)).expect("who receives made room");
        assert!(receiving.pulse.gone.is_cancelled() && !unread.pulse.gone.is_cancelled());
        third.pulse.enter(Phase::Answering);
        assert!(crowd.admit(address(4)).is_some());
        assert!(unread.pulse.gone.is_cancelled() && !third.pulse.gone.is_cancelled());
    }

    #[test]
    fn the_greediest_network_makes_room_first() {
        let crowd = crowd(4, 4);
        let honest = crowd.admit(address(1)).expect("room");
        let greedy: Vec<Place> = (0..3).filter_map(|_| crowd.admit(address(2))).collect();
        let newcomer = crowd.admit(address(3)).expect("room was made");
        assert!(!honest.pulse.gone.is_cancelled(), "although it came first");
        assert!(greedy[0].pulse.gone.is_cancelled());
        assert!(!newcomer.pulse.gone.is_cancelled());
    }

    #[test]
    fn a_network_has_its_share_and_a_proxy_has_none() {
        let crowd = crowd(100, 2);
        let busy: Vec<Place> = (0..2).filter_map(|_| crowd.admit(address(1))).collect();
        for place in &busy {
            place.pulse.enter(Phase::Answering);
        }
        assert!(crowd.admit(address(1)).is_none());
        assert!(crowd.admit(address(2)).is_some());
        let through_proxy: Vec<Place> = (0..10).filter_map(|_| crowd.admit(address(99))).collect();
        assert_eq!(through_proxy.len(), 10);
    }

    #[test]
    fn who_leaves_is_forgotten() {
        let crowd = crowd(10, 10);
        drop(crowd.admit(address(1)));
        assert_eq!(crowd.len(), 0);
        assert!(crowd.inside().by_network.is_empty());
        assert!(!crowd.make_room());
    }
}
