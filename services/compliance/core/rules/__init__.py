"""The catalogue: every rule, in the order of the plan."""

from services.compliance.core.rule import Rule
from services.compliance.core.rules import (
    art_03_special_posts,
    art_04_support_staff,
    art_05_directors,
    art_09_premises,
    art_10_mediation,
    art_12_corrections,
)

RULES: tuple[Rule, ...] = (
    *art_03_special_posts.RULES,
    *art_04_support_staff.RULES,
    *art_05_directors.RULES,
    *art_09_premises.RULES,
    *art_10_mediation.RULES,
    *art_12_corrections.RULES,
)
