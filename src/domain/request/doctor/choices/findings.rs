//! Molecular findings by the names of the field: genes by HGNC symbol, fusions with `::`.

use crate::coded;

coded! {
    /// A cytogenetic or molecular finding; the first are of the B lineage, then the T lineage, then both.
    pub enum Finding {
        /// `BCR::ABL1`.
        BcrAbl1 = "bcr_abl1",
        /// `BCR::ABL1`-like: CRLF2, ABL-class, JAK or EPOR.
        PhLike = "ph_like",
        /// `KMT2A` rearranged.
        Kmt2a = "kmt2a",
        /// Hypodiploid.
        Hypodiploid = "hypodiploid",
        /// Amplification within chromosome 21.
        Iamp21 = "iamp21",
        /// `TCF3::HLF`.
        Tcf3Hlf = "tcf3_hlf",
        /// `TCF3::PBX1`.
        Tcf3Pbx1 = "tcf3_pbx1",
        /// `ETV6::RUNX1`.
        Etv6Runx1 = "etv6_runx1",
        /// High hyperdiploid.
        Hyperdiploid = "hyperdiploid",
        /// `DUX4` rearranged.
        Dux4 = "dux4",
        /// `MEF2D` rearranged.
        Mef2d = "mef2d",
        /// `ZNF384` rearranged.
        Znf384 = "znf384",
        /// `IKZF1` altered.
        Ikzf1 = "ikzf1",
        /// `TP53` altered.
        Tp53 = "tp53",
        /// `CREBBP` altered.
        Crebbp = "crebbp",
        /// `NT5C2` mutated.
        Nt5c2 = "nt5c2",
        /// RAS pathway.
        Ras = "ras",
        /// Early T-cell precursor phenotype.
        Etp = "etp",
        /// `NOTCH1` or `FBXW7`.
        Notch1Fbxw7 = "notch1_fbxw7",
        /// `PTEN`.
        Pten = "pten",
        /// `TAL1`.
        Tal1 = "tal1",
        /// `TLX1` or `TLX3`.
        Tlx = "tlx",
        /// `HOXA`.
        Hoxa = "hoxa",
        /// `NUP214::ABL1`.
        Nup214Abl1 = "nup214_abl1",
        /// `CDKN2A` deleted.
        Cdkn2a = "cdkn2a",
        /// A germline finding.
        Germline = "germline",
        /// `TPMT` or `NUDT15`: how thiopurines are broken down.
        TpmtNudt15 = "tpmt_nudt15",
        /// Another, named in the remark.
        Other = "other",
    }
}

coded! {
    /// What was found.
    pub enum FindingResult {
        /// There.
        Present = "present",
        /// Looked for, not there.
        Absent = "absent",
        /// Of uncertain meaning.
        Uncertain = "uncertain",
        /// The report has not come.
        Pending = "pending",
    }
}
