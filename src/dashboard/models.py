"""One frozen pydantic row per table.  The column names are the contract of downloads, HTTP interface and tests.

Rules that hold everywhere: ids are lower-case ASCII slugs that stay the same from year to year; labels come as
``*_sv`` and ``*_en`` side by side; missing is ``None``, never 0; amounts are ``Decimal``.  Every row says where it
comes from: ``page`` is a printed page of the year's report, ``source_id`` a row of ``sources``.
"""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+$", strip_whitespace=True, max_length=2000)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500)]
Year = Annotated[int, Field(ge=1990, le=2100)]
Page = Annotated[int, Field(ge=1, le=2000)]


def shortest(value: Decimal) -> Decimal:
    """The same number in its one form: 54.0 and 54 are written alike, whether a file or a workbook says them."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


Amount = Annotated[Decimal, Field(max_digits=18, decimal_places=4), AfterValidator(shortest)]
Percent = Annotated[Decimal, Field(ge=0, le=100), AfterValidator(shortest)]


class Status(StrEnum):
    """How a goal, measure or company stands.  Missing is `unknown`, never `not_achieved`."""

    ACHIEVED = "achieved"
    PARTLY = "partly"
    NOT_ACHIEVED = "not_achieved"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What a status or a trend rests on.

    `reported` a mark that the controller entered; `stated` the report says so in words; `computed` target against
    outcome by a rule that is shown; `narrative` our reading of the text; `none` nothing, so the status is `unknown`.
    """

    REPORTED = "reported"
    STATED = "stated"
    COMPUTED = "computed"
    NARRATIVE = "narrative"
    NONE = "none"


class Trend(StrEnum):
    """Development since the year before: better or worse for the goal, not up or down in value."""

    BETTER = "better"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    UNKNOWN = "unknown"


class Change(StrEnum):
    """How a goal or measure of a year stands against the same of another year.

    `new` and `gone` need the whole report of the year that lacks it; `definition_changed` a name, kind, target or
    success factor that is another; `not_comparable` is the rest that cannot be said, such as a missing status.
    """

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEW = "new"
    GONE = "gone"
    DEFINITION_CHANGED = "definition_changed"
    NOT_COMPARABLE = "not_comparable"


class Kind(StrEnum):
    STEERING_MEASURE = "steering_measure"
    CONTROL_MEASURE = "control_measure"
    ACTIVITY = "activity"


class UnitBasis(StrEnum):
    """Whether the report ties a measure to the organisational unit (`stated`) or we do (`assigned`)."""

    STATED = "stated"
    ASSIGNED = "assigned"


class Rule(StrEnum):
    """How a computed status follows from the numbers: achieved when the outcome is at least / at most the target."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Related(StrEnum):
    """The page that shows more of what a measure speaks of."""

    RAILWAY = "railway"
    EU_PROGRAMMES = "eu_programmes"
    ECONOMY = "economy"
    FIGURES = "figures"
    COMPANIES = "companies"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


class Milestone(StrEnum):
    CONSTRUCTION_START = "construction_start"
    COMPLETED = "completed"
    BROUGHT_FORWARD = "brought_forward"
    NOT_MENTIONED = "not_mentioned"


class Qualifier(StrEnum):
    """`before` has only a latest year, `after` only an earliest, `between` both, `in` the same twice."""

    IN = "in"
    BEFORE = "before"
    AFTER = "after"
    BETWEEN = "between"


class EventKind(StrEnum):
    DECISION = "decision"
    PLAN = "plan"
    FUNDING = "funding"
    CONSTRUCTION = "construction"
    STUDY = "study"
    FORECAST = "forecast"
    ORGANISATION = "organisation"
    APPEAL = "appeal"
    TRAFFIC = "traffic"


class AmountBasis(StrEnum):
    """Whether an amount is the EU's share, the total with co-financing, or a part of one of them."""

    EU_SHARE = "eu_share"
    TOTAL = "total"
    PART = "part"


class Scope(StrEnum):
    """Whom a programme covers; a national budget is never drawn as if it were regional."""

    REGIONAL = "regional"
    CROSS_BORDER = "cross_border"
    NATIONAL = "national"


class FindingKind(StrEnum):
    """`sum` and `rounding` are computed by rules; the others are editorial."""

    SUM = "sum"
    ROUNDING = "rounding"
    CROSS_REFERENCE = "cross_reference"
    UNIT = "unit"
    DATE = "date"
    LABEL = "label"


class Operation(StrEnum):
    """How the terms of an equation give its result; `change_pct` and `share_pct` take two terms, in per cent."""

    SUM = "sum"
    DIFFERENCE = "difference"
    CHANGE_PCT = "change_pct"
    SHARE_PCT = "share_pct"
    RATIO = "ratio"


class Coverage(StrEnum):
    FULL = "full"
    PARTIAL = "partial"


class AreaKind(StrEnum):
    MUNICIPALITY = "municipality"
    COUNTY = "county"
    REGION = "region"
    COUNTRY = "country"


class Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Row):
    """A document or web page."""

    source_id: Slug
    title: Text
    publisher: Text
    url: Url | None = None
    date: Text | None = None
    kind: Annotated[str, StringConstraints(pattern=r"^(report|decision|news|statistics|law|motion|web)$")]


class Unit(Row):
    """An organisational unit of the board."""

    unit_id: Slug
    name_sv: Text
    name_en: Text
    position: int


class Area(Row):
    """A municipality, county, part of the country or country that a figure speaks of."""

    area_id: Slug
    name_sv: Text
    name_en: Text
    kind: AreaKind


class Topic(Row):
    """What a figure is about."""

    topic_id: Slug
    name_sv: Text
    name_en: Text
    position: int


class Report(Row):
    """A report; `coverage` says whether the year has the whole report or only facts told elsewhere."""

    year: Year
    period: Text
    board: Text
    title_sv: Text
    title_en: Text
    document_id: Text | None = None
    version: Text | None = None
    pages: int | None = None
    coverage: Coverage
    source_id: Slug


class Perspective(Row):
    year: Year
    perspective_id: Slug
    name_sv: Text
    name_en: Text
    position: int
    page: Page


class Goal(Row):
    """A strategic goal with its overall judgement as reported (never computed from the measures)."""

    year: Year
    goal_id: Slug
    perspective_id: Slug
    name_sv: Text
    name_en: Text
    status: Status
    status_basis: Basis
    status_reason_sv: Text
    status_reason_en: Text
    summary_sv: Text
    summary_en: Text
    page: Page


class SuccessFactor(Row):
    year: Year
    factor_id: Slug
    goal_id: Slug
    name_sv: Text
    name_en: Text
    summary_sv: Text
    summary_en: Text
    position: int
    page: Page


class Measure(Row):
    """A steering measure, control measure or activity under a success factor.

    `target_text` is the report's own wording; `target_value` and `outcome_value` are filled only where the report
    gives comparable numbers.  With basis `computed` the `rule` must give the status, which the build verifies.
    """

    year: Year
    measure_id: Slug
    factor_id: Slug
    goal_id: Slug
    perspective_id: Slug
    position: int
    unit_id: Slug
    unit_basis: UnitBasis
    kind: Kind
    name_sv: Text
    name_en: Text
    target_text: Text
    target_text_en: Text
    target_value: Amount | None = None
    target_unit: Text | None = None
    outcome_text_sv: Text
    outcome_text_en: Text
    outcome_value: Amount | None = None
    outcome_unit: Text | None = None
    rule: Rule | None = None
    status: Status
    status_basis: Basis
    status_reason_sv: Text
    status_reason_en: Text
    trend: Trend
    trend_basis: Basis
    trend_reason_sv: Text | None = None
    trend_reason_en: Text | None = None
    related: Related | None = None
    page: Page
    outcome_page: Page


class Figure(Row):
    """One figure from a text.  `printed` is how the source writes it ("ca 35 %"), `value` and `unit` the number."""

    year: Year
    figure_id: Slug
    topic: Slug
    factor_id: Slug | None = None
    measure_id: Slug | None = None
    unit_id: Slug | None = None
    label_sv: Text
    label_en: Text
    value: Amount
    unit: Text
    printed: Text
    reference_year: Year
    area: Slug | None = None
    page: Page | None = None
    source_id: Slug


class BoardResult(Row):
    """How many goals were achieved and the result, mnkr, of a period (`year`, or the month it ends: `2021-04`).

    `result_printed` is filled where the source is less exact than one decimal ("ca 13").
    """

    year: Year
    period: Annotated[str, StringConstraints(pattern=r"^(year|\d{4}-\d{2})$")]
    goals_total: int | None = None
    goals_achieved: int | None = None
    goals_partly: int | None = None
    goals_not_achieved: int | None = None
    result_mnkr: Amount | None = None
    result_printed: Text | None = None
    page: Page | None = None
    source_id: Slug


class IncomeRow(Row):
    """A row of the income statement, mnkr as printed; costs are negative.  The `*_computed` are filled by the build."""

    year: Year
    row_id: Slug
    parent_id: Slug | None = None
    position: int
    label_sv: Text
    label_en: Text
    actual: Amount
    budget: Amount
    deviation: Amount
    actual_computed: Amount | None = None
    budget_computed: Amount | None = None
    deviation_computed: Amount | None = None
    footnote: int | None = None
    page: Page


class Footnote(Row):
    year: Year
    number: int
    summary_sv: Text
    summary_en: Text
    page: Page


class UnitDeviation(Row):
    """Deviation from budget of an organisational unit, tkr; the row `summa` is the printed total."""

    year: Year
    unit_id: Slug
    position: int
    unit_sv: Text
    unit_en: Text
    deviation: Amount
    footnote: int | None = None
    page: Page


class Investment(Row):
    """A type of investment, tkr; the row `totalt` is the printed total."""

    year: Year
    type_id: Slug
    position: int
    type_sv: Text
    type_en: Text
    planned: Amount
    decided: Amount
    outcome_earlier_decisions: Amount
    outcome_year_decisions: Amount
    outcome_total: Amount
    page: Page


class GrowthGrant(Row):
    """An action of the state grant 1:1 for regional growth, mnkr; the row `summa` is the printed total."""

    year: Year
    action_id: Slug
    position: int
    action_sv: Text
    action_en: Text
    budget: Amount
    decided: Amount
    paid: Amount
    page: Page


class EuProgramme(Row):
    """A programme and period.  Shares are per cent; `page` refers to the 2021 report."""

    programme_id: Slug
    name_sv: Text
    name_en: Text
    fund: Text
    period: Annotated[str, StringConstraints(pattern=r"^\d{4}[-–]\d{4}$")]
    scope: Scope
    geography_sv: Text
    geography_en: Text
    eu_share_pct: Percent | None = None
    national_share_pct: Percent | None = None
    status_sv: Text
    status_en: Text
    decision_expected: Text | None = None
    predecessor_id: Slug | None = None
    page: Page | None = None
    source_id: Slug


class EuAmount(Row):
    """An amount, whole EUR, that a source gave for a programme at a date; `printed` is how the source writes it."""

    amount_id: Slug
    programme_id: Slug
    as_of: dt.date
    as_of_precision: Precision
    basis: AmountBasis
    label_sv: Text
    label_en: Text
    amount_eur: Amount
    printed: Text
    page: Page | None = None
    source_id: Slug


class EuEvent(Row):
    """Something dated that happened to a programme."""

    event_id: Slug
    programme_id: Slug
    date: dt.date | None = None
    precision: Precision | None = None
    title_sv: Text
    title_en: Text
    page: Page | None = None
    source_id: Slug


class RailwaySection(Row):
    section_id: Slug
    from_place: Text
    to_place: Text
    position: int


class RailwayForecast(Row):
    """What a source said of a section at a date.  Years are filled only where the source gives them."""

    forecast_id: Slug
    section_id: Slug
    as_of: dt.date
    as_of_precision: Precision
    plan_id: Slug
    plan_sv: Text
    plan_en: Text
    milestone: Milestone
    earliest_year: Year | None = None
    latest_year: Year | None = None
    qualifier: Qualifier | None = None
    text_sv: Text
    text_en: Text
    page: Page | None = None
    source_id: Slug


class RailwayEvent(Row):
    """A dated event; the date is the first day of its month, season or year when that is all the source says."""

    event_id: Slug
    date: dt.date | None = None
    precision: Precision | None = None
    section_id: Slug | None = None
    kind: EventKind
    title_sv: Text
    title_en: Text
    page: Page | None = None
    source_id: Slug


class Company(Row):
    """An owned company; `achieved` means that the report says its operations go according to plan."""

    year: Year
    company_id: Slug
    position: int
    name: Text
    status: Status
    status_basis: Basis
    summary_sv: Text
    summary_en: Text
    page: Page


class CompanyFigure(Row):
    year: Year
    company_id: Slug
    position: int
    label_sv: Text
    label_en: Text
    value: Amount
    unit: Text
    printed: Text
    page: Page


class AdvocacyPosition(Row):
    """A position that an organisation adopted."""

    year: Year
    position_id: Slug
    position: int
    organisation: Text
    title_sv: Text
    title_en: Text
    date: dt.date | None = None
    url: Url | None = None
    page: Page


class Finding(Row):
    """An inconsistency in the source.  `printed` and `computed` are numbers with a decimal point, or words."""

    finding_id: Slug
    year: Year
    table: Text
    row_id: Slug
    field: Text
    kind: FindingKind
    printed: Text
    computed: Text
    difference: Amount | None = None
    explanation_sv: Text
    explanation_en: Text
    page: Page


class Equation(Row):
    """A relation between figures of the text and the tables that must hold within `tolerance`.

    `result` and the space-separated `terms` are cells written `table/row id/column`, with `*0.001` where units differ.
    """

    equation_id: Slug
    year: Year
    result: Text
    operation: Operation
    terms: Text
    tolerance: Amount
    explanation_sv: Text
    explanation_en: Text
    page: Page | None = None


TABLES: dict[str, type[Row]] = {
    "sources": Source,
    "units": Unit,
    "areas": Area,
    "topics": Topic,
    "reports": Report,
    "perspectives": Perspective,
    "goals": Goal,
    "success_factors": SuccessFactor,
    "measures": Measure,
    "figures": Figure,
    "board_results": BoardResult,
    "income_statement": IncomeRow,
    "footnotes": Footnote,
    "unit_deviations": UnitDeviation,
    "investments": Investment,
    "growth_grant": GrowthGrant,
    "eu_programmes": EuProgramme,
    "eu_amounts": EuAmount,
    "eu_events": EuEvent,
    "railway_sections": RailwaySection,
    "railway_forecasts": RailwayForecast,
    "railway_events": RailwayEvent,
    "companies": Company,
    "company_figures": CompanyFigure,
    "advocacy_positions": AdvocacyPosition,
    "findings": Finding,
    "equations": Equation,
}
"""Table name = file stem in `data/` -> model.  In this order references point upwards."""

KEYS = {
    "sources": "source_id", "units": "unit_id", "areas": "area_id", "topics": "topic_id", "reports": "period",
    "perspectives": "perspective_id", "goals": "goal_id", "success_factors": "factor_id", "measures": "measure_id",
    "figures": "figure_id", "board_results": "period", "income_statement": "row_id", "footnotes": "number",
    "unit_deviations": "unit_id", "investments": "type_id", "growth_grant": "action_id",
    "eu_programmes": "programme_id", "eu_amounts": "amount_id", "eu_events": "event_id",
    "railway_sections": "section_id", "railway_forecasts": "forecast_id", "railway_events": "event_id",
    "companies": "company_id", "company_figures": "label_sv", "advocacy_positions": "position_id",
    "findings": "finding_id", "equations": "equation_id",
}  # fmt: skip
"""What names a row of a table within its year."""
