"""The catalogue: every rule, in the order of the plan."""

from services.compliance.core.rule import CountyRule, Rule
from services.compliance.core.rules import (
    art_01_coverage,
    art_01_organisation,
    art_02_management,
    art_03_recruitment,
    art_03_special_posts,
    art_04_support_staff,
    art_05_directors,
    art_06_personnel,
    art_06_transfers,
    art_07_budgets,
    art_08_vehicles,
    art_09_premises,
    art_10_legal_service,
    art_10_mediation,
    art_11_rule_of_law,
    art_12_absence,
    art_12_corrections,
    art_12_discipline,
    art_12_leave,
    art_12_offenders,
    art_12_supervision,
)
from services.compliance.core.vocabulary import TIMED

COUNTY_RULES: tuple[CountyRule, ...] = art_01_coverage.RULES
RULES: tuple[Rule, ...] = (
    *art_01_organisation.RULES,
    *art_02_management.RULES,
    *art_03_special_posts.RULES,
    *art_03_recruitment.RULES,
    *art_04_support_staff.RULES,
    *art_05_directors.RULES,
    *art_06_personnel.RULES,
    *art_06_transfers.RULES,
    *art_07_budgets.RULES,
    *art_08_vehicles.RULES,
    *art_09_premises.RULES,
    *art_10_legal_service.RULES,
    *art_10_mediation.RULES,
    *art_11_rule_of_law.RULES,
    *art_12_offenders.RULES,
    *art_12_supervision.RULES,
    *art_12_absence.RULES,
    *art_12_leave.RULES,
    *art_12_discipline.RULES,
    *art_12_corrections.RULES,
)
# What is owed also when the office is there no longer: its filings, and what concerns people who are left there.
LASTING = tuple(
    rule
    for article in (
        art_01_organisation,
        art_10_mediation,
        art_12_offenders,
        art_12_supervision,
        art_12_absence,
        art_12_leave,
        art_12_discipline,
        art_12_corrections,
    )
    for rule in article.RULES
    if rule.id in (*TIMED, "merge-incomplete")
)
