//! Answers that repeat: add another, mistakes beside their own row, and what staff read of them.

use super::{all, case_of, disease, errors, sends, treatment, with};
use crate::support::app::App;

#[tokio::test]
async fn add_another_keeps_what_was_typed_and_leads_to_the_new_row() {
    let app = App::start().await;
    let mut doctor = app.browser();
    let page = doctor.get("/en/doctor/treatment").await;
    let more = doctor
        .answer(&page, &with(treatment(), "add", "therapy"))
        .await;
    assert_eq!(more.location, "/en/doctor/treatment#therapy_kind-2");
    let page = doctor.get("/en/doctor/treatment").await;
    assert_eq!(page.value("#therapy_name"), "AALL1731");
    assert!(page.has("#therapy_kind-2") && !page.has("#therapy_kind-3"));
    let page = doctor.get("/en/doctor/disease?from=check").await;
    for (add, control) in [
        ("relapse", "/en/doctor/disease?from=check#earlier-2"),
        ("finding", "/en/doctor/disease?from=check#finding-2"),
    ] {
        let more = doctor.answer(&page, &with(disease(), "add", add)).await;
        assert_eq!(more.location, control);
    }
}

#[tokio::test]
async fn a_mistake_in_a_row_leads_to_its_own_control_and_a_referral_without_treatment_asks_for_one()
{
    let app = App::start().await;
    let mut doctor = app.browser();
    let page = doctor.get("/en/doctor/treatment").await;
    let fields = [
        ("therapy_kind", "frontline"),
        ("therapy_name", ""),
        ("therapy_kind", ""),
        ("therapy_name", "Blina 名前"),
        ("therapy_start_year", ""),
        ("therapy_start_year", "20"),
    ];
    let wrong = doctor.answer(&page, &fields).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(
        errors(&wrong),
        [
            "Choose what was given, or give us a summary letter",
            "Write the year with 4 numbers, like 2016"
        ]
    );
    let targets = wrong.all(".errors a", |link| link.attr("href").map(str::to_owned));
    let targets: Vec<_> = targets.into_iter().flatten().collect();
    assert_eq!(targets, ["#therapy_kind-2", "#therapy_start-2-year"]);
    assert_eq!(wrong.value("#therapy_name-2"), "Blina 名前");
    assert!(wrong.has("#therapy_kind-2") && wrong.has("#therapy_start-2-year"));
}

#[tokio::test]
async fn what_belongs_to_a_car_t_a_transplant_or_radiation_is_folded_away_until_it_is_told() {
    let app = App::start().await;
    let mut doctor = app.browser();
    let page = doctor.get("/en/doctor/treatment").await;
    assert!(page.has("details #therapy_target") && !page.has("details[open]"));
    let mut rows = vec![
        ("therapy_kind", "transplant"),
        ("therapy_graft", "haploidentical"),
        ("therapy_conditioning", "myeloablative"),
        ("therapy_tbi", "yes"),
        ("therapy_gvhd", "acute_1_2"),
        ("therapy_dose", "1200"),
        ("therapy_kind", "car_t"),
        ("therapy_target", ""),
        ("therapy_target", "cd19"),
    ];
    let wrong = doctor.answer(&page, &rows).await;
    assert_eq!(wrong.status, 422);
    let dose = "Enter the dose in Gy, from 0.1 to 100, like 18 or 23.4";
    assert_eq!(errors(&wrong), [dose]);
    assert_eq!(wrong.attr(".errors a", "href"), "#therapy_dose");
    assert!(wrong.has("details[open] #therapy_dose[aria-invalid]"));
    assert_eq!(wrong.value("#therapy_dose"), "1200");
    rows[5] = ("therapy_dose", "12");
    assert_eq!(doctor.answer(&wrong, &rows).await.status, 303);
    let page = doctor.get("/en/doctor/treatment").await;
    assert!(page.has("#therapy_graft [value=haploidentical][selected]"));
    assert!(page.has("#therapy_target-2 [value=cd19][selected]"));
    let check = doctor.get("/es/doctor/check").await;
    assert!(
        check
            .text
            .contains("Donante del injerto: Familiar haploidéntico")
    );
    let [you, patient, disease, today] = all();
    for (section, fields) in [
        ("you", you),
        ("patient", patient),
        ("disease", disease),
        ("today", today),
    ] {
        let page = doctor.get(&format!("/en/doctor/{section}")).await;
        doctor.answer(&page, &fields).await;
    }
    let check = doctor.get("/en/doctor/check").await;
    let sent = doctor.answer(&check, &super::SIGNED).await;
    let copy = doctor.follow(&sent).await;
    let case = app.sign_in("intake").await.get(&case_of(&copy)).await;
    for told in [
        "Conditioning: Myeloablative",
        "TBI: Yes",
        "GVHD: Acute, grade I to II",
        "Radiation dose (Gy): 12",
        "CAR T target: CD19",
    ] {
        assert!(copy.text.contains(told), "{told} is not in the copy");
        assert!(case.text.contains(told), "{told} is not on the case");
    }
    let mut insurance = app.sign_in("insurance").await;
    let case = insurance.get(&case_of(&copy)).await;
    assert!(!case.text.contains("Myeloablative"), "clinical");
}

#[tokio::test]
async fn staff_read_each_treatment_relapse_and_finding() {
    let app = App::start().await;
    let mut doctor = app.browser();
    let page = doctor.get("/en/doctor/documents").await;
    let papers = [
        ("will_send", "pathology"),
        ("payer_type", "medicaid"),
        ("member_id", "MEM-0042"),
        ("slides_by", "courier"),
    ];
    doctor.answer(&page, &papers).await;
    let [you, patient, mut disease, today] = all();
    disease.extend([
        ("earlier_month", "6"),
        ("earlier_year", "2024"),
        ("earlier_site", "cns"),
        ("earlier_remission_year", "2025"),
        ("finding", "tp53"),
        ("finding_result", "present"),
        ("finding_note", "R248W"),
        ("finding", "kmt2a"),
        ("finding_result", "pending"),
        ("finding_note", ""),
        ("cd19", "positive"),
        ("cd38", "dim"),
    ]);
    let sent = sends(&mut doctor, [you, patient, disease, today]).await;
    let case = case_of(&sent);
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&case).await;
    for told in [
        "Frontline chemotherapy, AALL1731",
        "CR, MRD positive",
        "June 2024, CNS, remission 2025",
        "TP53 altered, Present, R248W",
        "KMT2A rearranged, Report pending",
        "CD38: Dim",
        "MEM-0042",
        "Medicaid or CHIP",
    ] {
        assert!(page.text.contains(told), "{told}: {}", page.text);
    }
    let mut insurance = app.sign_in("insurance").await;
    let page = insurance.get(&case).await.text;
    assert!(
        !page.contains("TP53") && !page.contains("AALL1731"),
        "clinical"
    );
}

/// What a section has beside the questions that everybody answers: read by whoever may read the illness, and no other.
#[tokio::test]
async fn staff_read_residual_disease_another_reading_of_the_interval_and_what_a_ward_prepares_for()
{
    let app = App::start().await;
    let mut doctor = app.browser();
    let page = doctor.get("/en/doctor/disease").await;
    assert!(!page.has("#own_band"), "there is nothing to read yet");
    assert!(!doctor.get("/en/doctor/today").await.has("details[open]"));
    let [you, patient, mut disease, mut today] = all();
    disease.extend([
        ("mrd_percent", "1e-4"),
        ("mrd_method", "flow"),
        ("mrd_site", "marrow"),
        ("mrd_at_month", "2"),
        ("mrd_at_day", "20"),
        ("mrd_at_year", "2026"),
    ]);
    let wrong = doctor.answer(&page, &disease).await;
    let level = "Enter the MRD in percent, from 0 to 100, like 0.05 or <0.01";
    assert_eq!(
        (errors(&wrong), wrong.value("#mrd_percent")),
        (vec![level.to_owned()], "1e-4".to_owned())
    );
    let disease = with(disease, "mrd_percent", "<0,01");
    assert_eq!(doctor.answer(&wrong, &disease).await.status, 303);
    let page = doctor.get("/en/doctor/disease").await;
    assert!(
        page.text
            .contains("Early: under 36 months from diagnosis with marrow involved, COG AALL1331.")
    );
    let disease = with(disease, "own_band", "late");
    let wrong = doctor.answer(&page, &disease).await;
    assert_eq!(errors(&wrong), ["Enter why you read it otherwise"]);
    assert!(wrong.has("details[open] #own_band_reason"));
    let disease = with(
        disease,
        "own_band_reason",
        "8 months after the end of treatment, by BFM",
    );
    today.extend([
        ("allergies", "Pegaspargase"),
        ("isolation", "contact"),
        ("isolation", "none"),
        ("line", "port"),
        ("transfusions", "platelets"),
    ]);
    let page = doctor.get("/en/doctor/today").await;
    let wrong = doctor.answer(&page, &today).await;
    assert_eq!(errors(&wrong).len(), 1);
    assert!(wrong.has("details[open] #isolation[checked]"));
    let today = with(today, "isolation", "contact");
    let sent = sends(&mut doctor, [you, patient, disease, today]).await;
    let case = app.sign_in("intake").await.get(&case_of(&sent)).await;
    let other = app.sign_in("insurance").await.get(&case_of(&sent)).await;
    for told in [
        "0,01 %, Flow cytometry, Bone marrow, February 20, 2026",
        "Late relapse",
        "8 months after the end of treatment, by BFM",
        "Pegaspargase",
        "Implanted port",
        "Platelets",
    ] {
        assert!(sent.text.contains(told), "{told} is not in the copy");
        assert!(case.text.contains(told), "{told} is not on the case");
        assert!(!other.text.contains(told), "{told} is clinical");
    }
}
