"""The figures of the 2021 report, typed by hand from its text (not from our data): names, numbers, marks and pages."""

import datetime as dt
from collections import Counter
from decimal import Decimal as D

import pytest

from dashboard.store import queries
from dashboard.store.db import Database, Record

STEERING, ACTIVITY = "steering_measure", "activity"

FACTORS = [
    # perspective, success factor, page of its heading
    ("Samhälle", "Attraktiva livsmiljöer finns i hela Norrbotten", 8),
    ("Samhälle", "Civilsamhället och kulturen är starkt levande", 10),
    ("Samhälle", "Starka hållbara innovationsmiljöer och entreprenörskap", 11),
    ("Samhälle", "Naturens resurser nyttjas på ett hållbart sätt", 13),
    ("Samhälle", "Infrastruktur som möter morgondagens behov", 15),
    ("Samhälle", "Beslut på nationell och EU-nivå är gynnsamma för länet och organisationen", 17),
    ("Medborgare", "Kommunikationer till, från och inom länet", 20),
    ("Medborgare", "Tillgång till fysiskt och digitalt kulturutbud med bredd och spets", 22),
    ("Medborgare", "Kvinnor, män, flickor och pojkar är delaktiga i samhällets utveckling", 24),
    ("Medborgare", "Jämlik och jämställd utbildning och ett livslångt lärande", 25),
    ("Medborgare", "Stärka nationella minoriteters och urfolks språk genom språkrevitalisering", 26),
    ("Verksamhet", "Struktur för samverkan med andra aktörer", 28),
    ("Verksamhet", "Genomföra och följa upp regionala strategier, planer och program", 29),
    ("Verksamhet", "Utveckla arbetssätt och metoder för samordnad verksamhet", 31),
    ("Ekonomi", "Kulturinstitutionerna håller sina ekonomiska ramar", 33),
    ("Ekonomi", "Kollektivtrafiken håller sina ekonomiska ramar", 34),
    ("Ekonomi", "Insatser för ökad befolkning och fler arbetade timmar i länet", 34),
    ("Ekonomi", "Kostnadseffektiv verksamhet", 36),
    ("Ekonomi", "Mobilisera externt utvecklingskapital", 36),
    ("Ekonomi", "God ekonomisk hushållning", 33),
]

MEASURES = [
    # place of the factor above, name, target as printed, kind, page of its table, page of its text
    (0, "Antal kommuner med samarbete inom konstområdet", "Bibehålla", STEERING, 8, 8),
    (0, "Antal kommuner med samarbete inom kulturmiljöområdet", "Bibehålla", STEERING, 8, 9),
    (0, "Antal insatser för ökad kommersiell service (kopplat till regionala serviceprogram (RSP))", "Öka", STEERING, 8, 9),
    (0, "Andel företagsstöd som går till Norrbottens inland", "Bibehålla", STEERING, 8, 10),
    (1, "Antal kulturprojekt som knyter an till temaåret ”Demokrati 100 år”", "20", STEERING, 10, 11),
    (1, "Överenskommelsen med civilsamhället signeras", "Överenskommelsen antas", ACTIVITY, 10, 11),
    (2, "Antal företagsbesök", "150", STEERING, 11, 12),
    (2, "Ta fram ett klusterprogram", "Utkast", ACTIVITY, 12, 12),
    (3, "Framtagning strukturbild", "Arbetet är påbörjat", ACTIVITY, 13, 13),
    (3, "Delta i genomförandet av livsmedelsstrategin", "Regionen deltar i Nära mat 2.0", ACTIVITY, 13, 15),
    (3, "Delta i framtagning av handlingsplan för skogsprogrammet", "Handlingsplan framtagen och antagen", ACTIVITY, 13, 15),
    (4, "Norrbotniabanan byggs i dess hela sträckning Umeå-Luleå", "Säkerställa progress i arbetet", STEERING, 15, 15),
    (4, "Andel invånare som tackat ja till bredbandserbjudande om 100 Mbit/s", "85%", STEERING, 15, 16),
    (5, "Framtagande och uppföljning av handlingsprogram för påverkansfrågor inom ramen för främja länets tillväxtvillkor", "Handlingsplaner upprättas och progress fastställs", ACTIVITY, 17, 17),
    (6, "Följa RKM:s arbete med att etablera persontrafik på Haparandabanan", "Följa resandeutvecklingen", STEERING, 20, 20),
    (6, "Genomföra översyn av organisation av regionala kollektivtrafikmyndigheten", "Beslut om inriktning för ny organisation finns", ACTIVITY, 20, 21),
    (6, "Kollektivtrafikens marknadsandelar", "Inte minska", STEERING, 20, 21),
    (7, "Antal projekt inom regionala kulturverksamheter som utvecklar digital tillgänglighet", "Öka", STEERING, 22, 23),
    (7, "Antal insatser som utvecklar och stärker arrangörsledet", "6", STEERING, 22, 23),
    (8, "Få fler unga och en breddad representation från fler kommuner delaktiga i Länsungdomsrådet (LUR)", "16/12", STEERING, 24, 24),
    (8, "Andel kvinnor och män som besöker RUS- och kulturkonferensen", "60%/40%", STEERING, 24, 25),
    (9, "Antal kvinnor och män som tagit del av kompetensutvecklingsinsatser inom Samling för jobb och framtid", "200 kvinnor 200 män", STEERING, 25, 26),
    (9, "Handlingsplan för regionala kompetensförsörjningsrådet", "Framtagen", ACTIVITY, 25, 26),
    (10, "Utveckla Polarbibblo.se till ett centrum för barns berättelser och skapande på fler språk", "3", STEERING, 26, 27),
    (11, "RUS-konferens Utveckla Norrbottens genomförs en gång per år", "1", STEERING, 28, 28),
    (11, "En kulturkonferens genomförs årligen", "1", STEERING, 28, 28),
    (11, "Gemensamma satsningar inom avdelningens ansvarsområden med kommuner inom våra områden (tex samverkansavtal)", "Minst en satsning per kommun", STEERING, 28, 29),
    (12, "Antal dialoger i framtagning av ny kulturplan och regional biblioteksplan", "30", STEERING, 29, 30),
    (12, "Årlig uppföljning och utvärdering av RUS, kulturplan, länstransportplan och smartspecialiseringsstrategi", "4 En uppföljning av samtliga strategier, planer och program är genomförda", STEERING, 29, 30),
    (13, "Införa metoden nyttorealisering för handläggning av bidrag och stöd inom kulturenheten", "Metoden är införd", ACTIVITY, 31, 31),
    (13, "Anvisningar för projektstöd och företagsstöd utvecklas", "Anvisningarna är framtagna och används", ACTIVITY, 31, 32),
    (14, "Budget hålls", "Alla verksamheter", STEERING, 33, 34),
    (15, "Budget hålls", "Budget hålls", STEERING, 34, 34),
    (16, "Antal satsningar som syftar till att bibehålla/öka befolkningen och bidra till attraktiva livsmiljöer", "6", STEERING, 34, 35),
    (16, "Framtagande av kunskapsunderlag för attraktiva livsmiljöer", "Genomfört", ACTIVITY, 35, 35),
    (17, "Kulturenhetens bidragsansökningar hanteras via Nypssystemet", "Infört", ACTIVITY, 36, 36),
    (18, "Uppväxling av regionala medel (hur mycket ger en satsad skattekrona (ERP och 1:1)", "3", STEERING, 36, 36),
    (18, "Färdigställa EU-program för perioden 2021-2027", "2 program fastställda", ACTIVITY, 36, 37),
    (18, "Antal yttranden, artiklar etc för införandet av regionala naturresursavgifter", "5", STEERING, 36, 38),
]  # fmt: skip

GOALS = [
    ("Samhälle", "Ett livskraftigt län", 7),
    ("Medborgare", "Trygg norrbottning med god livskvalitet", 19),
    ("Verksamhet", "Behovsstyrd regional utveckling i samverkan", 27),
    ("Ekonomi", "Långsiktig hållbar ekonomi", 33),
]

NUMBERS = {
    # measure: number given as target, number given as outcome, status that follows
    "Antal kulturprojekt som knyter an till temaåret ”Demokrati 100 år”": (20, 113, "achieved"),
    "Andel invånare som tackat ja till bredbandserbjudande om 100 Mbit/s": (85, 80, "not_achieved"),
    "En kulturkonferens genomförs årligen": (1, 1, "achieved"),
}
SAID = {
    # measures of which the report says in so many words how they went
    "Kollektivtrafikens marknadsandelar": "not_achieved",
    "Införa metoden nyttorealisering för handläggning av bidrag och stöd inom kulturenheten": "partly",
}
NO_OUTCOME = (
    # measures whose text gives nothing to hold against the target
    "Antal kommuner med samarbete inom konstområdet", "Antal företagsbesök", "Andel företagsstöd som går till Norrbottens inland",
    "Antal dialoger i framtagning av ny kulturplan och regional biblioteksplan",
    "Uppväxling av regionala medel (hur mycket ger en satsad skattekrona (ERP och 1:1)",
    "Antal yttranden, artiklar etc för införandet av regionala naturresursavgifter",
    "Antal satsningar som syftar till att bibehålla/öka befolkningen och bidra till attraktiva livsmiljöer",
)  # fmt: skip

INCOME = [
    # row, outcome, budget, deviation, footnote: mnkr, page 39; "Varav" of the nested rows left out
    ("Verksamhetens intäkter", "439.2", "327.1", "12.1", None),
    ("Regionbidrag", "343.6", "343.6", "0.0", None),
    ("Statens kulturråd", "60.9", "59.2", "1.7", 1),
    ("Övriga intäkter", "34.7", "24.3", "10.4", 2),
    ("Verksamhetens kostnader", "-441.4", "-426.3", "-15.1", None),
    ("Personalkostnader", "-49.1", "-50.6", "1.5", 3),
    ("Lokalhyra intern", "-7.1", "-7.1", "0.0", None),
    ("Internhyra extern", "-5.4", "-5.1", "-0.3", None),
    ("Lämnade bidrag", "-327.7", "-308.7", "-19", 4),
    ("Övriga kostnader", "-52.2", "-54.9", "2.6", None),
    ("Resultat före avskrivningar", "-2.2", "0.8", "-3.0", None),
    ("Avskrivningar", "-0.8", "-0.8", "0.0", None),
    ("Resultat", "-3.0", "0.0", "-3.0", None),
]

UNITS = [
    # unit, tkr, footnote: page 40
    ("Norrbottensmusiken", 2107, None), ("Norrbottens museum", 4401, None), ("Regionbiblioteket", 50, None),
    ("Kulturbidrag", -16, None), ("Kulturfrämjande verksamhet", 1029, None), ("Infrastruktur/kollektivtrafik", -10066, 5),
    ("Näringslivsutveckling", -523, None), ("SUMMA", -3018, None),
]  # fmt: skip

FOOTNOTE_NUMBERS = {
    # amounts that the footnotes give, mnkr: page 40
    1: ("4,9", "1,8"),
    2: (),
    3: ("3,9",),
    4: ("9,6",),
    5: (),
}

INVESTMENTS = [
    # tkr: planned, decided, outcome of earlier decisions, of the year's, in all: page 41
    ("Konst inkl konstnärlig gestaltning (1%)", 500, 500, 2100, 500, 2600),
    ("Övriga inventarier", 0, 0, 500, 0, 500),
    ("Totalt", 500, 500, 2600, 500, 3100),
]

GROWTH_GRANT = [
    # mnkr: budget, decided, paid: page 41
    ("Regionalt företagsstöd inkl kommersiell service", "54.0", "56.4", "47.2"),
    ("Projektverksamhet", "75.0", "79.2", "81.5"),
    ("Uppföljning och utvärdering", "2.0", "2.0", "2.0"),
    ("SUMMA", "131.0", "137.6", "130.6"),
]

EU_AMOUNTS = [
    # EUR as the report gives them
    (196_319_688, 37), (114_067_261, 37), (82_252_427, 37), (93_700_000, 37), (17_500_000, 37), (696_000_000, 37),
    (63_400_000, 38),
]  # fmt: skip

EU_PROGRAMMES = [
    # what the name must hold, EU share, national share, expected decision
    ("ERUF", 40, 60, None),
    ("Aurora", 65, 35, None),
    ("Kolarctic", None, None, None),
    ("ESF+", 40, None, "2022"),
    ("JTF", None, None, "2022"),
]

RAILWAY = [
    # the table of page 16: column, row, milestone, from year, to year, qualifier
    ("Umeå–Dåva", "Nationell transportplan 2022-2033", "completed", 2024, 2024, "in"),
    ("Dåva–Skellefteå", "Nationell transportplan 2022-2033", "construction_start", 2025, 2027, "between"),
    ("Dåva–Skellefteå", "Nationell transportplan 2022-2033", "completed", 2033, None, "after"),
    ("Skellefteå–Luleå", "Nationell transportplan 2022-2033", "construction_start", None, 2033, "before"),
    ("Umeå–Dåva", "tidigareläggande", "not_mentioned", None, None, None),
    ("Dåva–Skellefteå", "tidigareläggande", "brought_forward", None, None, None),
    ("Dåva–Skellefteå", "tidigareläggande", "completed", None, 2033, "before"),
    ("Skellefteå–Luleå", "tidigareläggande", "not_mentioned", None, None, None),
    ("Umeå–Dåva", "TEN-T", "completed", None, 2030, "before"),
    ("Dåva–Skellefteå", "TEN-T", "completed", None, 2030, "before"),
    ("Skellefteå–Luleå", "TEN-T", "completed", None, 2030, "before"),
]

COMPANIES = [
    # company, whether the report says that it goes to plan, page
    ("BD Pop AB", True, 42), ("Energikontor Norr AB", True, 42), ("Filmpool Nord AB", False, 42),
    ("IT Norrbotten AB", True, 43), ("Investeringar i Norrbotten AB", True, 43), ("Almi Företagspartner Nord AB", True, 43),
    ("Arctic Business Incubator AB", True, 43), ("Norrbotniabanan AB", False, 44),
]  # fmt: skip

POSITIONS = [
    # organisation, words of the title, date, page
    ("EFNS", "EU:s reviderade arktiska politik 2021", "2021-11-12", 17),
    ("EFNS", "Normer för koldioxidutsläpp för nya personbilar och för nya lätta nyttofordon", "2021-10-05", 18),
    ("EFNS", "Grön industriomställning i EU:s regioner", "2021-06-03", 18),
    ("EFNS", "EU:s tillväxtskapande insatser på små arbetsmarknader", "2021-06-03", 18),
    ("EFNS", "Ett nationellt regionalfondsprogram som gynnar hela Sverige", "2021-05-10", 18),
    ("EFNS", "Förordningen om unionens riktlinjer för utvecklingen av det transeuropeiska transportnätet, TEN-T", "2021-05-04", 18),
    ("EFNS", "Strategin för biologisk mångfald med bindande mål för återställande av natur", "2021-03-31", 18),
    ("EFNS", "Europeiska Socialfonden plus, ESF+", "2021-02-16", 18),
    ("EFNS", "Direktivet om förnybar energi, RED II", "2021-02-09", 18),
    ("EFNS", "Förordningen om markanvändning, förändrad markanvändning och skogsbruk, LULUCF", "2021-02-05", 18),
    ("EFNS", "Direktivet om systemet för handel med utsläppsrätter för växthusgaser, EU ETS", "2021-02-05", 18),
    ("EFNS", "Regeringens utkast till Partnerskapsöverenskommelsen för 2021-2027", "2021-01-29", 18),
    ("NSPA", "Position NSPA views on the EUs new Climate Package", None, 18),
    ("CPMR", None, "2021-10-14", 18),
]  # fmt: skip

BOARDS = [
    # the year as a whole: goals, achieved, partly, not, result in mnkr
    (2019, 9, 3, 5, 1, "13"),
    (2020, 11, 0, 11, 0, "-7.6"),
    (2021, 4, 0, 4, 0, "-3.0"),
]

FIGURES = [
    # a word of the label (or of its measure), value, unit, page: one row for each number of the running text
    ("delvis uppnådda", 4, "mål", 3), ("underskott", 3, "mnkr", 6), ("underskott", 3, "mnkr", 39),
    ("Plats för konst", 8, "kommuner", 8), ("Konstkollot", 9, "gånger", 8), ("konstkollot", 30, "personer", 8),
    ("Bild och Form", 9, "kommuner", 9), ("Konst i farten", 5, "personer", 9), ("konstnärsresidens", 6, "antal", 9),
    ("kulturmiljö", 7, "kommuner", 9), ("utrikes födda", 3, "personer", 10), ("Demokrati", 113, "projekt", 11),
    ("Demokrati", 133280, "deltagare", 11), ("Demokrati", 7, "kommuner", 11), ("Demokrati", 65, "aktiviteter", 11),
    ("Demokrati", 36, "projekt", 11), ("Demokrati", 278, "aktiviteter", 11), ("Demokrati", 55, "projekt", 11),
    ("temaåret", 12, "projekt", 11), ("Branscher", 4, "antal", 12), ("nätverksträffar", 4, "antal", 14),
    ("elnät", 14, "kommuner", 14), ("100 Mbit/s, Norrbotten", 80, "procent", 16), ("Luleå", 88, "procent", 16),
    ("Överkalix", 55, "procent", 16), ("bredband", D("1.6"), "mdkr", 17), ("PTS", 1, "mdkr", 17),
    ("PTS-stöd", D("4.5"), "gånger", 17), ("PTS-stöd", 500, "mnkr", 17), ("Påverkansfrågor", 3, "antal", 17),
    ("Påverkansfrågor", 8, "antal", 17), ("podcast", 10, "antal", 17), ("EFNS", 12, "antal", 17), ("AER", 25, "personer", 18),
    ("Haparandabanan", 3, "antal", 20), ("Haparandabanan", 10, "personer", 20), ("Norrtåg", -50, "procent", 20),
    ("marknadsandel", 7, "procent", 21), ("Länsungdomsråd", 4, "deltagare", 24), ("män", 26, "procent", 25),
    ("kvinnor", 74, "procent", 25), ("lärcentrum", 29, "kommuner", 26), ("Samling", 100, "företag", 26),
    ("Samling", 240, "personer", 26), ("Kulturting", 200, "deltagare", 28), ("kulturplan", 17, "antal", 31),
    ("kulturplan", 19, "antal", 31), ("kulturplan", 100, "antal", 31), ("Kulturplan", 15, "procent", 31),
    ("Kulturplan", 73, "procent", 31), ("Develoop", 30, "företag", 32), ("Kollektivtrafik", D("9.6"), "mnkr", 33),
    ("buss", D("29.9"), "mnkr", 33), ("2019", -35, "procent", 34), ("2019", -25, "procent", 34),
    ("Länstrafiken", D("10.9"), "mnkr", 34), ("andel", D("9.6"), "mnkr", 34), ("Statligt stöd", 3, "mdkr", 34),
    ("sökte", 19, "mnkr", 34), ("beviljades", D("12.1"), "mnkr", 34), ("budget", 9, "mnkr", 34), ("budget", D("3.1"), "mnkr", 34),
    ("Utlysningar", 2, "antal", 36), ("ERUF", -7, "procent", 37), ("ERUF", 40, "procent", 37), ("ERUF", 60, "procent", 37),
    ("Aurora", 65, "procent", 37), ("Aurora", 35, "procent", 37), ("Arbetsförmedling", 20, "procent", 37),
    ("ESF", 40, "procent", 37), ("ESF", 50, "procent", 37), ("Länstrafik", D("9.6"), "mnkr", 39), ("kultur", D("7.5"), "mnkr", 39),
    ("kulturråd", D("6.7"), "mnkr", 39), ("fotnot 1", D("4.9"), "mnkr", 40), ("fotnot 1", D("1.8"), "mnkr", 40),
    ("fotnot 3", D("3.9"), "mnkr", 40), ("fotnot 4", D("9.6"), "mnkr", 40), ("museum", D("0.5"), "mnkr", 41),
    ("konst", D("0.5"), "mnkr", 41), ("Länsanslag", D("130.7"), "mnkr", 41), ("Kredit", D("6.5"), "mnkr", 41),
    ("nya beslut", 131, "mnkr", 41), ("nya beslut", 195, "mnkr", 41),
]  # fmt: skip

COMPANY_FIGURES = [
    ("Filmpool Nord AB", 3, 42), ("Filmpool Nord AB", 13, 42), ("Energikontor Norr AB", 9, 42),
    ("Arctic Business Incubator AB", 10, 43), ("Arctic Business Incubator AB", 4, 43), ("Norrbotniabanan AB", 100, 44),
]  # fmt: skip


@pytest.fixture
def report(db: Database) -> "Report":
    return Report(db)


class Report:
    """The rows of 2021, table by table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def __getitem__(self, table: str) -> tuple[Record, ...]:
        return queries.table(self._db, table, year=2021)

    def all(self, table: str) -> tuple[Record, ...]:
        return queries.table(self._db, table)


def test_the_report_itself(report: Report) -> None:
    (row,) = report["reports"]
    assert (row["board"], row["pages"]) == ("Regionala utvecklingsnämnden", 44)
    assert (row["document_id"], row["version"]) == ("ARBGRP755-1764494651-914", "0.24")


def test_the_four_goals_are_partly_achieved_in_the_boards_own_words(report: Report) -> None:
    rows = [(r["perspective_sv"], r["name_sv"], r["page"], r["status"], r["status_basis"]) for r in report["goals"]]
    assert rows == [(*goal, "partly", "stated") for goal in GOALS]


def test_the_perspectives_in_the_order_of_the_report(report: Report) -> None:
    assert [(r["name_sv"], r["page"]) for r in report["perspectives"]] == [(p, page) for p, _, page in GOALS]


def test_the_twenty_success_factors(report: Report) -> None:
    rows = [(r["perspective_sv"], r["name_sv"], r["page"]) for r in report["success_factors"]]
    assert len(rows) == 20
    assert rows == FACTORS


def test_every_measure_by_name_target_kind_factor_and_page(report: Report) -> None:
    said = [
        (r["factor_sv"], r["name_sv"], r["target_text"], r["kind"], r["page"], r["outcome_page"])
        for r in report["measures"]
    ]
    typed = [(FACTORS[place][1], *rest) for place, *rest in MEASURES]
    assert len(said) == 39
    assert said == typed
    assert Counter(r["kind"] for r in report["measures"]) == {STEERING: 26, ACTIVITY: 13}


def test_one_factor_has_no_measures(report: Report) -> None:
    with_measures = {r["factor_sv"] for r in report["measures"]}
    assert {name for _, name, _ in FACTORS} - with_measures == {"God ekonomisk hushållning"}


def test_a_status_is_computed_where_the_report_gives_two_numbers_and_nowhere_else(report: Report) -> None:
    computed = {
        r["name_sv"]: (int(r["target_value"]), int(r["outcome_value"]), r["status"])
        for r in report["measures"]
        if r["status_basis"] == "computed"
    }
    assert computed == NUMBERS


def test_a_status_is_stated_where_the_report_says_it(report: Report) -> None:
    assert {r["name_sv"]: r["status"] for r in report["measures"] if r["status_basis"] == "stated"} == SAID


def test_no_status_is_reported_since_the_marks_were_pictures(report: Report) -> None:
    for table in ("goals", "measures", "companies"):
        assert "reported" not in {r["status_basis"] for r in report[table]}


def test_missing_is_unknown_and_never_red(report: Report) -> None:
    rows = {r["name_sv"]: r for r in report["measures"]}
    for name in NO_OUTCOME:
        assert (rows[name]["status"], rows[name]["status_basis"]) == ("unknown", "none")
    for row in rows.values():
        assert (row["status"] == "unknown") == (row["status_basis"] == "none")
        assert (row["trend"] == "unknown") == (row["trend_basis"] == "none")
        assert row["status_reason_sv"]
        assert row["status_reason_en"]


def test_the_income_statement(report: Report) -> None:
    rows = [
        (r["label_sv"], r["actual"], r["budget"], r["deviation"], r["footnote"]) for r in report["income_statement"]
    ]
    assert rows == [(label, D(a), D(b), D(d), footnote) for label, a, b, d, footnote in INCOME]
    assert {r["page"] for r in report["income_statement"]} == {39}


def test_the_income_statement_is_nested_as_printed(report: Report) -> None:
    rows = {r["row_id"]: r for r in report["income_statement"]}
    parents = [rows[r["parent_id"]]["label_sv"] if r["parent_id"] else None for r in rows.values()]
    income, costs, before = INCOME[0][0], INCOME[4][0], INCOME[10][0]
    assert parents == [before, income, income, income, before, *[costs] * 5, "Resultat", "Resultat", None]


def test_the_deviations_of_the_units(report: Report) -> None:
    printed = sorted(report["unit_deviations"], key=lambda r: r["position"])
    assert [(r["unit_sv"], int(r["deviation"]), r["footnote"]) for r in printed] == UNITS
    assert {r["page"] for r in report["unit_deviations"]} == {40}


def test_the_five_footnotes_give_their_amounts_in_both_languages(report: Report) -> None:
    assert [r["number"] for r in report["footnotes"]] == list(FOOTNOTE_NUMBERS)
    for row in report["footnotes"]:
        assert row["page"] == 40
        for amount in FOOTNOTE_NUMBERS[row["number"]]:
            assert amount in row["summary_sv"]
            assert amount.replace(",", ".") in row["summary_en"]


def test_the_investments(report: Report) -> None:
    columns = ("planned", "decided", "outcome_earlier_decisions", "outcome_year_decisions", "outcome_total")
    assert [(r["type_sv"], *(int(r[c]) for c in columns)) for r in report["investments"]] == INVESTMENTS
    assert {r["page"] for r in report["investments"]} == {41}


def test_the_growth_grant(report: Report) -> None:
    rows = [(r["action_sv"], r["budget"], r["decided"], r["paid"]) for r in report["growth_grant"]]
    assert rows == [(name, D(a), D(b), D(c)) for name, a, b, c in GROWTH_GRANT]
    assert {r["page"] for r in report["growth_grant"]} == {41}


def test_the_eu_programmes_of_the_report(report: Report) -> None:
    rows = [r for r in report.all("eu_programmes") if r["page"] is not None and r["period"] == "2021-2027"]
    assert len(rows) == len(EU_PROGRAMMES)
    for word, eu, national, decision in EU_PROGRAMMES:
        (row,) = [r for r in rows if word in r["name_sv"]]
        assert row["eu_share_pct"] == eu
        assert row["national_share_pct"] == national
        if decision is not None:
            assert decision in (row["decision_expected"] or "")
        assert row["page"] in (37, 38)


def test_the_amounts_of_the_eu_programmes(report: Report) -> None:
    rows = [r for r in report.all("eu_amounts") if r["page"] is not None]
    assert sorted((int(r["amount_eur"]), r["page"]) for r in rows) == sorted(EU_AMOUNTS)
    assert {r["as_of"].year for r in rows} == {2021}


def test_the_nine_cells_of_the_railway_table(report: Report) -> None:
    rows = [r for r in report.all("railway_forecasts") if r["page"] is not None]
    said = [
        (f"{r['from_place']}–{r['to_place']}", r["milestone"], r["earliest_year"], r["latest_year"], r["qualifier"])
        for r in rows
    ]
    assert Counter(said) == Counter((section, *rest) for section, _, *rest in RAILWAY)
    assert {r["page"] for r in rows} == {16}
    for section, plan, milestone, *_ in RAILWAY:
        assert any(
            f"{r['from_place']}–{r['to_place']}" == section and plan in r["plan_sv"] and r["milestone"] == milestone
            for r in rows
        )
    assert len({(r["section_id"], r["plan_id"]) for r in rows}) == 9


def test_the_eight_companies_of_which_six_are_said_to_go_to_plan(report: Report) -> None:
    rows = [(r["name"], (r["status"], r["status_basis"]), r["page"]) for r in report["companies"]]
    plan = {True: ("achieved", "stated"), False: ("unknown", "none")}
    assert rows == [(name, plan[said], page) for name, said, page in COMPANIES]


@pytest.mark.parametrize(("company", "value", "page"), COMPANY_FIGURES)
def test_the_figures_of_the_companies(report: Report, company: str, value: int, page: int) -> None:
    rows = report["company_figures"]
    assert [r for r in rows if (r["name"], int(r["value"]), r["page"]) == (company, value, page)]


def test_the_fourteen_positions(report: Report) -> None:
    rows = report["advocacy_positions"]
    dates = [(r["organisation"], r["date"] and r["date"].isoformat(), r["page"]) for r in rows]
    assert dates == [(organisation, date, page) for organisation, _, date, page in POSITIONS]
    for row, (_, title, _, _) in zip(rows, POSITIONS, strict=True):
        assert title is None or row["title_sv"] == title
    assert Counter(r["organisation"] for r in rows) == {"EFNS": 12, "NSPA": 1, "CPMR": 1}


@pytest.mark.parametrize(("year", "total", "achieved", "partly", "missed", "result"), BOARDS)
def test_the_results_of_the_board(
    db: Database, year: int, total: int, achieved: int, partly: int, missed: int, result: str
) -> None:
    (row,) = queries.table(db, "board_results", year=year, period="year")
    goals = (row["goals_total"], row["goals_achieved"], row["goals_partly"], row["goals_not_achieved"])
    assert goals == (total, achieved, partly, missed)
    assert row["result_mnkr"] == D(result)


@pytest.mark.parametrize(("word", "value", "unit", "page"), FIGURES)
def test_a_figure_of_the_text(report: Report, word: str, value: int | D, unit: str, page: int) -> None:
    rows = [r for r in report["figures"] if (r["value"], r["unit"], r["page"]) == (value, unit, page)]
    assert any(word.lower() in r["label_sv"].lower() for r in rows), [r["label_sv"] for r in rows]


def test_there_are_at_least_75_other_figures_each_with_its_page(report: Report) -> None:
    own = [r for r in report["figures"] if r["source_id"] == "arsrapport-2021"]
    assert len(own) >= 75
    assert all(3 <= r["page"] <= 44 for r in own)


@pytest.mark.parametrize(
    "table",
    ["goals", "success_factors", "measures", "income_statement", "footnotes", "unit_deviations", "investments", "growth_grant", "companies", "company_figures", "advocacy_positions", "findings"],
)  # fmt: skip
def test_every_row_of_the_report_has_a_page_of_it(report: Report, table: str) -> None:
    assert report[table]
    assert all(3 <= r["page"] <= 44 for r in report[table])


def test_every_row_without_a_page_has_a_source_elsewhere(report: Report) -> None:
    known = {s["source_id"]: s for s in report.all("sources")}
    for table in (
        "figures",
        "board_results",
        "eu_programmes",
        "eu_amounts",
        "eu_events",
        "railway_forecasts",
        "railway_events",
    ):
        for row in report.all(table):
            source = known[row["source_id"]]
            assert row["page"] or (source["url"] or "").startswith("http"), (table, row)


def test_nothing_of_the_report_is_dated_after_it(report: Report) -> None:
    """What became known later is a row of its own, with a later source; it is never mixed into the report's."""
    for table, column in (
        ("eu_amounts", "as_of"),
        ("railway_forecasts", "as_of"),
        ("railway_events", "date"),
        ("eu_events", "date"),
    ):
        for row in report.all(table):
            if row["source_id"] == "arsrapport-2021" and row[column] is not None:
                assert dt.date(1990, 1, 1) <= row[column] <= dt.date(2024, 12, 31), row
