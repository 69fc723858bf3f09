"""What the invented year 2100 must show beside 2099, typed by hand from `tests/fixtures/next`."""

CHANGES = {
    # measure: (change, what of its definition is another, other basis, difference of the outcome, what that means)
    "vaglangd": ("same", None, True, 5, "better"),
    "vagplan": ("not_comparable", None, False, None, None),
    "cykelvagar": ("better", None, False, None, None),
    "snoeroejning": ("worse", None, False, -15, "worse"),
    "belysning": ("same", None, True, None, None),
    "vagskyltar": ("not_comparable", None, False, None, None),
    "noter": ("definition_changed", "name kind target_text factor", False, None, None),
    "vagmoete": ("gone", None, False, None, None),
    "provmoeten": ("new", None, False, None, None),
    "konserter": ("better", None, True, -3, "better"),
    "orkester": ("definition_changed", "target_text target_value", False, 0, None),
}
MIRRORED = {"better": "worse", "worse": "better", "new": "gone", "gone": "new"}
"""What a change is called when the years change places; the others are called the same."""
GOALS = {
    "ett-provat-lan": ("better", True),
    "en-ny-blick": ("new", False),
    "en-provad-ekonomi": ("not_comparable", False),
}
FIGURES = {
    # figure: (2099, 2100, difference, per cent, what that means)
    "besoekare": (1200, 1500, 300, 25, None),
    "instaellda-konserter": (7, 4, -3, "-42.9", "better"),
    "roejda-vagar": (95, 80, -15, None, "worse"),
}
AMOUNTS = {
    # (table, row, column): (2099, 2100, difference, per cent, what that means)
    ("income_statement", "intakter", "actual"): (10, 12, 2, 20, "better"),
    ("income_statement", "kostnader", "actual"): ("-11.5", "-12.5", -1, "-8.7", "worse"),
    ("income_statement", "resultat", "actual"): ("-1.5", "-0.5", 1, None, "better"),
    ("income_statement", "kostnader", "budget"): (-9, -11, -2, "-22.2", None),
    ("income_statement", "kostnader", "deviation"): ("-2.5", "-1.5", 1, None, "better"),
    ("unit_deviations", "provmusiken", "deviation"): (-2000, -400, 1600, None, "better"),
    ("unit_deviations", "provvagar", "deviation"): (500, -100, -600, None, "worse"),
    ("unit_deviations", "summa", "deviation"): (-1500, -500, 1000, None, "better"),
    ("growth_grant", "stoed", "decided"): (4, 5, 1, 25, None),
    ("growth_grant", "projekt", "paid"): ("1.5", 1, "-0.5", "-33.3", None),
    ("board_results", "year", "goals_total"): (2, 3, 1, None, None),
    ("board_results", "year", "goals_achieved"): (0, 1, 1, None, None),
    ("board_results", "year", "result_mnkr"): ("-1.5", "-0.5", 1, None, "better"),
}
COUNTED = {
    "sv": "2 bättre, 1 sämre, 2 oförändrade, 1 nytt, 1 borttaget, 2 med ändrad definition, 2 kan inte jämföras",
    "en": "2 better, 1 worse, 2 unchanged, 1 new, 1 gone, 2 with a changed definition, 2 cannot be compared",
}
PARTIAL = {
    # year: what the real data have of it beside 2021 -> (goals, achieved, partly, not achieved, result, 2021 minus it)
    2019: (9, 3, 5, 1, 13, -16),
    2020: (11, 0, 11, 0, "-7.6", "4.6"),
}
