"""Invented annual reports on the region's template, written before the reader's rules were and apart from them.

`report(seed)` gives the content (that is: the truth) of one report; `as_text`, `as_docx` write it as a document.  Names,
order, numbers, column widths, page marks and the way that status marks are drawn all vary with the seed.  Nobody tunes
rules on these: `bench/reading.py` measures on them, and `tests/reading/` has a set of its own.
"""

import io
import random
from dataclasses import dataclass, field
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from PIL import Image, ImageDraw

NOUNS = "skolor byar företag föreningar vägar bibliotek museer näringar hamnar ungdomar kommuner verksamheter kulturmiljöer "
NOUNS += "energisystem arbetsplatser mötesplatser vandringsleder stadskärnor naturvärden besöksmål innovationsmiljöer"
ADJECTIVES = (
    "Levande Starka Öppna Hållbara Trygga Jämlika Tillgängliga Moderna Attraktiva Växande Välkomnande Klimatsmarta"
)
VERBS = "utvecklas i samverkan|finns i hela länet|möter framtidens behov|är tillgängliga för alla|stärker landsbygden|"
VERBS += "bidrar till omställningen|har god tillgång till kompetens|når EU-nivå i forskning och innovation"
MEASURES = (
    "Antal {n} som deltar i {p}|Andel {n} med tillgång till {p}|Antal beviljade ansökningar inom {p}|Nöjdhet bland {n}|"
)
MEASURES += "Antal nya {n} med stöd av {p} (enligt {a}-planen)|Kvinnors andel av stödet till {p}|Antal besök på {n}|"
MEASURES += "Utfall för {p} i relation till budget|Antal avtal om {p} mellan regionen och {n}|Andel resor med {p}"
ACTIVITIES = "Ta fram en plan för {p}|Genomföra en utvärdering av {p}|Delta i arbetet med {p}|Inrätta ett råd för {n}|"
ACTIVITIES += "Översyn av regelverket för {p}|Genomföra {a}-konferens om {p}"
PHENOMENA = "kompetensförsörjning digital delaktighet kollektivtrafik landsbygdsutveckling scenkonst filmproduktion "
PHENOMENA += "bredbandsutbyggnad företagsrådgivning folkbildning elektrifiering besöksnäring livsmedelsproduktion "
PHENOMENA += "ungdomsdialoger språkrevitalisering klimatanpassning"
TARGETS = "Öka|Minska|Bibehålla|12|150|1 500|85 %|60%/40%|Minst 3 per kommun|Planen är antagen|Beslut finns|Framtagen|"
TARGETS += "Genomförd under året|Alla kommuner deltar|Inte minska|2,5|Högst 40 dagar|Utkast klart för remiss|3 möten"
ABBREVIATIONS = ["RUS", "EU", "RSP", "LUR", "RKM"]
GOALS = "Ett {a} län för nästa generation|Goda livsvillkor med {a} utveckling i hela regionen|En {a} verksamhet i utveckling|Långsiktigt {a} ekonomi|"
GOALS += "Delaktiga invånare med {a} vardag|Samverkan som ger {a} tillväxt"
GOAL_WORDS = ["hållbar", "öppen", "trygg", "jämlik", "modern", "levande", "stark", "växande"]
PERSPECTIVES = ["Samhälle", "Invånare", "Medborgare", "Verksamhet", "Medarbetare", "Ekonomi", "Framtid"]
SENTENCES = "Arbetet har fortsatt i samverkan med länets kommuner och näringsliv|Under året har {n} dialoger genomförts digitalt|"
SENTENCES += "Insatserna har försenats av omvärldsläget men bedöms kunna återupptas|Totalt deltog {n} personer från {m} kommuner|"
SENTENCES += "En kartläggning presenterades i {month} och visar på stora skillnader inom länet|Kostnaden uppgår till {n},5 miljoner kronor|"
SENTENCES += "Projektet finansieras av regionen tillsammans med EU-medel och pågår till och med nästa år|Andelen uppgår till {m} procent"
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
WORDS = {"achieved": "uppnått", "partly": "delvis uppnått", "not_achieved": "inte uppnått"}
COLOURS = {"achieved": "00A651", "partly": "FFC000", "not_achieved": "E30613"}
ARROWS = {"better": "↑", "unchanged": "→", "worse": "↓"}


@dataclass
class Measure:
    kind: str
    name: str
    target: str
    heading: str | None
    paragraphs: list[str]
    said: str | None
    mark: str | None
    arrow: str | None


@dataclass
class Report:
    seed: int
    year: int
    tree: list[tuple[str, list[tuple[str, str, list[tuple[str, list[Measure]]]]]]] = field(default_factory=list)
    money: list[tuple[str, list[str], list[list[str]], list[str]]] = field(default_factory=list)
    euros: list[tuple[str, str]] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)


def report(seed: int) -> Report:
    """The content of an invented report."""
    r = random.Random(seed)
    made = Report(seed, r.choice([2019, 2022, 2023, 2024, 2026]))
    used: set[str] = set()

    def once(pools: str, **extra: str) -> str:
        while True:
            said = r.choice(pools.split("|")).format(
                n=r.choice(NOUNS.split()), p=r.choice(PHENOMENA.split()), a=r.choice(ABBREVIATIONS), **extra
            )
            if said not in used:
                used.add(said)
                return said

    def goal() -> str:
        while True:
            word = r.choice(GOAL_WORDS)
            said = r.choice(GOALS.split("|")).format(a=word)
            if said not in used:
                used.add(said)
                return said

    for perspective in r.sample(PERSPECTIVES, r.randint(2, 5)):
        goals = []
        for _ in range(r.choice([1, 1, 1, 2])):
            factors = []
            for _ in range(r.randint(2, 6)):
                name = f"{r.choice(ADJECTIVES.split())} {r.choice(NOUNS.split())} {r.choice(VERBS.split('|'))}"
                if name in used:
                    continue
                used.add(name)
                factors.append((name, [_measure(r, once) for _ in range(r.choice([1, 1, 2, 2, 3, 4]))]))
            goals.append((goal(), r.choice(list(WORDS)), factors))
        made.tree.append((perspective, goals))
    made.money = [table for table in _money(r, made.year) if r.random() > 0.12]
    for name in r.sample(["Interreg Polar", "ERUF Mellersta Norrland", "Kust och skog", "ESF+ nationellt program"], 2):
        made.euros.append((name, f"{r.randint(10, 900)},{r.randint(1, 9)} miljoner euro"))
    made.companies = r.sample(["Norrsken Film AB", "Fjällkraft AB", "Inlandsbanken Utveckling AB", "Kustmusiken AB"], 3)
    return made


def _measure(r: random.Random, once) -> Measure:  # type: ignore[no-untyped-def]
    kind = r.choice(["steering_measure"] * 5 + ["activity"] * 3 + ["control_measure"])
    name = once(ACTIVITIES if kind == "activity" else MEASURES)
    said = r.choice([None, None, None, None, *WORDS])
    paragraphs = [
        " ".join(
            r.choice(SENTENCES.split("|")).format(n=r.randint(3, 400), m=r.randint(2, 14), month=r.choice(MONTHS)) + "."
            for _ in range(r.randint(2, 5))
        )
        for _ in range(r.randint(1, 3))
    ]
    if said:
        paragraphs[-1] += f" Målet är {WORDS[said]}."
    heading: str | None = name
    if r.random() < 0.15:
        heading = name.split(" (")[0]
    elif r.random() < 0.05:
        heading = None
    return Measure(
        kind, name, r.choice(TARGETS.split("|")), heading, paragraphs, said,
        r.choice([None, *WORDS, *WORDS]), r.choice([None, *ARROWS, *ARROWS]),
    )  # fmt: skip


def _number(r: random.Random, low: int, high: int, decimals: bool, sign: bool = False) -> str:
    value = r.randint(low, high) * r.choice([1, 1, -1])
    whole = f"{abs(value):,}".replace(",", " ") + (f",{r.randint(0, 9)}" if decimals else "")
    return ("-" if value < 0 else "+" if sign and value else "") + whole


def _money(r: random.Random, year: int) -> list[tuple[str, list[str], list[list[str]], list[str]]]:
    labels = [
        "Verksamhetens intäkter",
        " Varav regionbidrag",
        " Varav statliga bidrag1)",
        " Varav avgifter",
        "Verksamhetens kostnader",
    ]
    labels += [
        " Varav personal 2)",
        " Varav lokaler",
        " Varav material och tjänster",
        "Resultat före avskrivningar",
        "Avskrivningar",
        "Resultat",
    ]
    labels = [one for one in labels if not one.startswith(" ") or r.random() > 0.15]
    income = [
        [label, _number(r, 0, 900, True), _number(r, 0, 900, True), _number(r, 0, 30, True, True)] for label in labels
    ]
    units = r.sample(
        [
            "Länsmusiken",
            "Länsmuseet",
            "Bibliotek och läsning",
            "Kulturbidrag",
            "Kollektivtrafik/infrastruktur 3)",
            "Näringsliv",
            "Skog och miljö",
        ],
        r.randint(3, 6),
    )
    deviations = [[unit, _number(r, 1, 20000, False)] for unit in units] + [["SUMMA", _number(r, 1, 20000, False)]]
    kinds = r.sample(
        ["Konst och utsmyckning (1%)", "Inventarier", "Fordon och utrustning till museet", "IT-utrustning"],
        r.randint(2, 3),
    )
    invested = [
        [kind, *(_number(r, 0, 3000, r.random() < 0.2).lstrip("-") for _ in range(5))] for kind in [*kinds, "Totalt:"]
    ]
    actions = r.sample(
        [
            "Stöd till företag inkl kommersiell service",
            "Projektverksamhet",
            "Uppföljning och lärande",
            "Regional medfinansiering",
        ],
        3,
    )
    grant = [[action, *(_number(r, 1, 190, True).lstrip("-") for _ in range(3))] for action in [*actions, "SUMMA"]]
    notes = ["1) Här ingår tillfälliga medel.", "2) Löner för projekt ingår.", "3) Tillkommande kostnad för tåg."]
    return [
        ("income_statement", ["(Mnkr)", f"Utfall {year}-12-31", f"Årsbudget {year}", f"Avvikelse mot budget {year}"], income, notes[:2]),
        ("unit_deviations", ["(Tkr)", f"{year}-12"], deviations, notes[2:]),
        ("investments", ["Typ av investering (tkr)", f"Planerat {year} (Ram {year})", f"Beslut {year} (från ram {year})", f"Utfall beslut före {year}", f"Utfall beslut {year}", f"Summa utfall {year}"], invested, []),
        ("growth_grant", ["Åtgärd (mnkr)", "Årsbudget", f"Fattade beslut tom {year}-12", f"Utbetalt tom {year}-12"], grant, []),
    ]  # fmt: skip


TITLES = {"income_statement": "Avvikelse mot budget", "unit_deviations": "Avvikelse mot budget", "investments": "Investeringar", "growth_grant": "Anslag 1:1 Regionalt tillväxtarbete"}  # fmt: skip
HEADS = ["Framgångsfaktor", "Styrmått", "Mål", "Måluppfyllelse", "Utveckling"]
PREFIX = {"steering_measure": "", "activity": "Aktivitet: ", "control_measure": "Kontrollmått: "}


def broken(r: random.Random, said: str, width: int, hyphens: float = 0.8) -> list[str]:
    """Text filled to a width; words are divided between a vowel and a consonant, as a word processor would."""
    lines, line = [], ""
    for word in said.split():
        while word:
            room = width - len(line) - (1 if line else 0)
            if len(word) <= room:
                line, word = f"{line} {word}".strip(), ""
                continue
            at = [i for i in range(2, len(word) - 1) if i < room and word[i - 1].lower() in "aeiouyåäö" and word[i].lower() not in "aeiouyåäö" and word[: i + 2].isalpha()]  # fmt: skip
            at += [i + 1 for i, c in enumerate(word[:-1]) if c == "-" and i < room]
            if at and (r.random() < hyphens or len(word) > width):
                cut = max(at)
                lines.append(f"{line} {word[:cut]}".strip() + ("" if word[cut - 1] == "-" else "-"))
                line, word = "", word[cut:]
            elif line:
                lines.append(line)
                line = ""
            else:
                lines.append(word[:width])
                word = word[width:]
    return [*lines, line] if line else lines


def as_text(made: Report) -> str:
    """The report as a text layer: cells one under another, lines filled, pages by form feed or by `Sida n (N)`."""
    r = random.Random(made.seed + 1)
    body, narrow = r.randint(70, 84), r.randint(13, 17)
    marks, one_line, tail = r.choice(["feed", "head"]), r.random() < 0.4, r.choice(["", " ", "  "])
    pages: list[list[str]] = [[]]

    def put(*lines: str) -> None:
        pages[-1].extend(f"{line}{'' if line.endswith('-') else ' '}" for line in lines)
        if len(pages[-1]) > 42:
            pages.append([])

    def prose(said: str) -> None:
        for line in broken(r, said, body):
            put(line)
        pages[-1] and pages[-1].__setitem__(-1, pages[-1][-1] + tail)

    heads = ["Framgångsfaktor Styrmått Mål Måluppfyllelse Utveckling"] if one_line else ["Framgångs-", "faktor", "Styrmått Mål  Måluppfyl-", "lelse", "Utveckling"]  # fmt: skip
    put("Mål och måluppfyllelse")
    prose(
        "Resultaten för styrmått, kontrollmått och aktiviteter ger tillsammans en samlad bedömning av de strategiska målen."
    )
    put("Måluppfyllelse i perspektiv")
    for perspective, goals in made.tree:
        put(perspective)
        prose(f"Perspektivet {perspective} beskriver hur regionens verksamheter tar sig an länets behov på lång sikt.")
        for goal, status, factors in goals:
            put(*broken(r, f"Strategiskt mål: {goal}", body), "Strategiskt mål Måluppfyllelse Framgångsfaktor")
            put(*broken(r, goal, 24))
            for factor, _ in factors:
                put(*broken(r, factor, 24))
            prose(
                f"Den samlade bedömningen är att målet är {WORDS[status]} för året. Insatser har genomförts enligt plan."
            )
            for factor, measures in factors:
                put(*broken(r, f"Framgångsfaktor: {factor}", body), *heads)
                for n, measure in enumerate(measures):
                    if n and len(pages[-1]) > 34:
                        pages.append([])
                        if r.random() < 0.5:
                            put(*heads)
                    put(*broken(r, factor, narrow))
                    put(*broken(r, PREFIX[measure.kind] + measure.name, narrow), *broken(r, measure.target, narrow))
                for measure in measures:
                    if measure.heading:
                        put(*broken(r, measure.heading, body))
                    for paragraph in measure.paragraphs:
                        prose(paragraph)
    for name, amount in made.euros:
        prose(f"Budgeten för {name} är på {amount} och beslut väntas under nästa år.")
    put("Ekonomisk redovisning")
    for kind, columns, rows, notes in made.money:
        put(TITLES[kind])
        prose("Verksamheten redovisar följande belopp för året och avvikelserna förklaras nedan.")
        head: list[str] = []
        for column in columns:
            head += broken(r, column, 14)
        put(*head)
        for label, *cells in rows:
            lead = " " if label.startswith(" ") else ""
            *above, last = broken(r, label.strip(), 34)
            put(*[lead + line for line in above], f"{lead}{last} {' '.join(cells)}")
        for note in notes:
            prose(note)
    put("Ägarstyrning – bolagens verksamhet")
    for company in made.companies:
        put(company)
        prose("Verksamheten löper enligt plan. Bolaget har under året deltagit i flera samarbeten i länet.")
    if marks == "feed":
        return "\f".join("\n".join(page) + "\n" for page in pages)
    return "".join(
        f"Sida {n} ({len(pages)})\nGÄLLER FÖR VERKSAMHET DOKUMENT-ID VERSION\nRegionala utvecklingsavdelningen ABC-{made.seed}-77 1.{n % 3}\n"
        + "\n".join(page) + "\n"
        for n, page in enumerate(pages, 1)
    )  # fmt: skip


def picture(colour: str, arrow: str | None = None) -> io.BytesIO:
    """A mark as a picture: a disc, or an arrow that points up, right or down."""
    image = Image.new("RGB", (48, 48), "white")
    draw = ImageDraw.Draw(image)
    if arrow is None:
        draw.ellipse((4, 4, 44, 44), fill=f"#{colour}")
    else:
        points = [(24, 3), (44, 24), (31, 24), (31, 45), (17, 45), (17, 24), (4, 24)]  # up
        turned = {"↑": lambda x, y: (x, y), "↓": lambda x, y: (x, 48 - y), "→": lambda x, y: (48 - y, x)}[arrow]
        draw.polygon([turned(x, y) for x, y in points], fill=f"#{colour}")
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return out


SHAPE = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:drawing>'
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="180000" cy="180000"/>'
    '<wp:docPr id="{id}" name="m{id}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:cNvSpPr/><wps:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="180000" cy="180000"/></a:xfrm><a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r>"
)
SHAPES = {None: "ellipse", "↑": "upArrow", "→": "rightArrow", "↓": "downArrow"}


def as_docx(made: Report, path: Path) -> None:
    """The report in Word's form: real tables, marks as pictures, drawings or glyphs, page breaks between goals."""
    r = random.Random(made.seed + 2)
    how, merged, styled = r.choice(["picture", "shape", "glyph"]), r.random() < 0.3, r.random() < 0.7
    doc = Document()
    doc.styles["Normal"].font.size = Pt(10)
    doc.sections[0].header.paragraphs[0].text = f"GÄLLER FÖR VERKSAMHET  DOKUMENT-ID  ABC-{made.seed}-77"

    def heading(said: str, level: int) -> None:
        if styled:
            doc.add_heading(said, level)
        else:
            run = doc.add_paragraph().add_run(said)
            run.bold, run.font.size = True, Pt(18 - 2 * level)

    count = iter(range(1, 9999))

    def mark(cell, colour: str, arrow: str | None = None) -> None:  # type: ignore[no-untyped-def]
        paragraph = cell.paragraphs[0]
        if how == "picture":
            paragraph.add_run().add_picture(picture(colour, arrow), width=Pt(14))
        elif how == "shape":
            paragraph._p.append(parse_xml(SHAPE.format(id=next(count), shape=SHAPES[arrow], colour=colour)))
        else:
            run = paragraph.add_run(arrow or "●")
            run.font.color.rgb = RGBColor.from_string(colour)

    doc.add_heading(f"Årsrapport {made.year}", 0)
    heading("Måluppfyllelse i perspektiv", 1)
    for perspective, goals in made.tree:
        heading(perspective, 2)
        doc.add_paragraph(
            f"Perspektivet {perspective} beskriver hur regionens verksamheter tar sig an länets behov på lång sikt."
        )
        for goal, status, factors in goals:
            heading(f"Strategiskt mål: {goal}", 3)
            table = doc.add_table(1, 3, style="Table Grid")
            for cell, said in zip(
                table.rows[0].cells, ["Strategiskt mål", "Måluppfyllelse", "Framgångsfaktor"], strict=True
            ):
                cell.text = said
            row = table.add_row().cells
            row[0].text = goal
            mark(row[1], COLOURS[status])
            row[2].text = "\n".join(factor for factor, _ in factors)
            doc.add_paragraph(
                f"Den samlade bedömningen är att målet är {WORDS[status]} för året. Insatser har genomförts enligt plan."
            )
            for factor, measures in factors:
                heading(f"Framgångsfaktor: {factor}", 3)
                table = doc.add_table(1, 5, style="Table Grid")
                for cell, said in zip(table.rows[0].cells, HEADS, strict=True):
                    cell.text = said
                for n, measure in enumerate(measures):
                    row = table.add_row().cells
                    if not (merged and n):
                        row[0].text = factor
                    row[1].text, row[2].text = PREFIX[measure.kind] + measure.name, measure.target
                    if measure.mark:
                        mark(row[3], COLOURS[measure.mark])
                    if measure.arrow:
                        mark(row[4], "404040", ARROWS[measure.arrow])
                if merged and len(measures) > 1:
                    table.cell(1, 0).merge(table.cell(len(measures), 0)).text = factor
                for measure in measures:
                    if measure.heading:
                        heading(measure.heading, 4)
                    for paragraph in measure.paragraphs:
                        doc.add_paragraph(paragraph)
        doc.add_page_break()
    for name, amount in made.euros:
        doc.add_paragraph(f"Budgeten för {name} är på {amount} och beslut väntas under nästa år.")
    heading("Ekonomisk redovisning", 1)
    for kind, columns, rows, notes in made.money:
        heading(TITLES[kind], 2)
        doc.add_paragraph("Verksamheten redovisar följande belopp för året och avvikelserna förklaras nedan.")
        table = doc.add_table(1, len(columns), style="Table Grid")
        for cell, said in zip(table.rows[0].cells, columns, strict=True):
            cell.text = said
        for figures in rows:
            for cell, said in zip(table.add_row().cells, figures, strict=True):
                cell.text = said
        for note in notes:
            doc.add_paragraph(note)
    heading("Ägarstyrning – bolagens verksamhet", 1)
    for company in made.companies:
        heading(company, 2)
        doc.add_paragraph("Verksamheten löper enligt plan. Bolaget har under året deltagit i flera samarbeten i länet.")
    doc.save(str(path))
