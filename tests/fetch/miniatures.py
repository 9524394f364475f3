"""Miniatures of the tables of the catalogue, with figures made up here: enough rows for a layout to
recognize the table and for a report to be made. A function a table: NAME → bytes of the file that
the publisher would serve for an edition, which is a dictionary of placeholders.
"""
import gzip
import io
import zipfile

STAMP = (2020, 1, 1, 0, 0, 0)
OCCUPATIONS = [  # code, title, tier, jobs in thousands, median pay a year
    ("00-0000", "All Occupations", "total", 150000, 50000),
    ("29-0000", "Healthcare Practitioners and Technical Occupations", "major", 9300, 84000),
    ("29-1141", "Registered Nurses", "detailed", 3200, 94000),
    ("31-9092", "Medical Assistants", "detailed", 800, 44000),
    ("43-6013", "Medical Secretaries and Administrative Assistants", "detailed", 830, 45000),
]
STATES = [("48", "Texas", "TX", 0.08, 0.95), ("53", "Washington", "WA", 0.03, 1.2),
          ("28", "Mississippi", "MS", 0.01, 0.8)]
METROS = [("19100", "Dallas-Fort Worth-Arlington, TX", "TX", 0.03, 1.0),
          ("42660", "Seattle-Tacoma-Bellevue, WA", "WA", 0.02, 1.3)]


def pack(members):
    """A zip with the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def column_name(i):
    return chr(65 + i) if i < 26 else chr(64 + i // 26) + chr(65 + i % 26)


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sheet(rows):
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{column_name(i)}{number}"><v>{value}</v></c>' if isinstance(value, (int, float)) else
            f'<c r="{column_name(i)}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            for i, value in enumerate(row) if value != "")
        lines.append(f'<row r="{number}">{cells}</row>')
    return ('<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/'
            f'spreadsheetml/2006/main"><sheetData>{"".join(lines)}</sheetData></worksheet>')


def workbook(sheets):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    names = list(sheets)
    members = {
        "[Content_Types].xml": head + f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        f'PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>' + "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kind}.worksheet+xml"/>'
            for i in range(1, len(names) + 1)) + "</Types>",
        "_rels/.rels": head + f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": head + f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>' + "".join(
            f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": head + f'<Relationships xmlns="{package}/relationships">' + "".join(
            f'<Relationship Id="rId{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(names) + 1)) + "</Relationships>"}
    for i, name in enumerate(names, 1):
        members[f"xl/worksheets/sheet{i}.xml"] = sheet(sheets[name])
    return pack(members)


OEWS = ("AREA AREA_TITLE AREA_TYPE PRIM_STATE NAICS NAICS_TITLE I_GROUP OWN_CODE OCC_CODE OCC_TITLE O_GROUP "
        "TOT_EMP EMP_PRSE JOBS_1000 LOC_QUOTIENT PCT_TOTAL PCT_RPT H_MEAN A_MEAN MEAN_PRSE H_PCT10 H_PCT25 "
        "H_MEDIAN H_PCT75 H_PCT90 A_PCT10 A_PCT25 A_MEDIAN A_PCT75 A_PCT90 ANNUAL HOURLY").split()


def oews_rows(areas, kind, year, raised):
    rows = [OEWS]
    for area, title, state, share, price in areas:
        for code, occupation, tier, jobs, median in OCCUPATIONS:
            pay = round(median * price * (1 + 0.03 * (year - 2025)) + raised, -1)
            quantiles = [round(pay * q, -1) for q in (0.7, 0.85, 1, 1.2, 1.4)]
            mean = round(pay * 1.04, -1)
            hourly = [round(q / 2080, 2) for q in quantiles]
            rows.append([area, title, kind, state, "000000", "Cross-industry", "cross-industry", "1235", code,
                         occupation, tier, round(jobs * 1000 * share, -1), 0.5, "", "", "", "",
                         round(mean / 2080, 2), mean, 0.4, *hourly, *quantiles, "", ""])
    return rows


def oews(areas, kind, name, folder):
    def make(edition, raised=0):
        year = int(edition["year"])
        book = workbook({name.format(year): oews_rows(areas, kind, year, raised)})
        return pack({f"oesm{year % 100:02d}{folder}/{name.format(year)}_dl.xlsx": book})
    return make


def ep_occupations(edition, raised=0):
    base = int(edition["year"])
    span = f"{base}–{(base + 10) % 100:02d}"
    head = [f"{base} National Employment Matrix title", f"{base} National Employment Matrix code", "Occupation type",
            f"Employment, {base}", f"Employment, {base + 10}", f"Employment change, numeric, {span}",
            f"Employment change, percent, {span}", f"Occupational openings, {span} annual average",
            f"Median annual wage, dollars, {base}[1]", "Typical education needed for entry"]
    rows = [[f"Table 1.2 Occupational projections, {base}–{base + 10} (Employment in thousands)"], head]
    for code, title, tier, jobs, median in OCCUPATIONS:
        change = round(jobs * 0.05, 1)
        rows.append([title, code, "Line item" if tier == "detailed" else "Summary", float(jobs), jobs + change,
                     change, 5.0, round(jobs * 0.06, 1), median + raised, "Bachelor's degree"])
    return workbook({"Table 1.2": rows})


def ep_titles(edition, raised=0):
    base = int(edition["year"])
    lines = [f'Occupation Title,Occupation Code,Employment {base},Employment {base + 10},"Employment Change, '
             f'{base}-{base + 10}","Employment Percent Change, {base}-{base + 10}","Occupational Openings, '
             f'{base}-{base + 10} Annual Average",Median Annual Wage {base},Typical Entry-Level Education']
    for code, title, _, jobs, median in OCCUPATIONS[2:]:
        lines.append(f'{title}    * Someone else,{code},"{jobs:,.1f}","{jobs * 1.05:,.1f}",{jobs * 0.05:.1f},5.0,'
                     f'{jobs * 0.06:.1f},"{median + raised:,}",Bachelor\'s degree')
    return "\n".join(lines).encode() + b"\n"


def ep_matrix(edition, raised=0):
    base = int(edition["year"])
    lines = [f'"Occupation Title","Occupation Code","Occupation Type","{base} Employment","{base} Percent of Industry",'
             f'"{base} Percent of Occupation","Projected {base + 10} Employment","Projected {base + 10} Percent of '
             f'Industry","Projected {base + 10} Percent of Occupation","Employment Change, {base}-{base + 10}",'
             f'"Employment Percent Change, {base}-{base + 10}","Occupation Sort","Display Level"']
    for code, title, tier, jobs, _ in OCCUPATIONS[2:]:
        lines.append(f'"{title}","=""{code}""","Line item","{jobs + raised}","10.0","1.0","{jobs * 1.05:.1f}","10.0","1.0",'
                     f'"{jobs * 0.05:.1f}","5.0","1","4"')
    return "\n".join(lines).encode() + b"\n"


def cpi(edition, raised=0):
    last = int(edition["year"]), int(edition["month"])
    lines = ["series_id\tyear\tperiod\tvalue\tfootnote_codes"]
    for year in range(2015, last[0] + 1):
        for month in range(1, 13 if year < last[0] else last[1] + 1):
            value = 230 + 5 * (year - 2015) + month * 0.4 + raised
            lines.append(f"CUUR0000SA0      \t{year}\tM{month:02d}\t{value:12.3f}\t")
            lines.append(f"CUSR0000SA0      \t{year}\tM{month:02d}\t{value:12.3f}\t")
    return "\r\n".join(lines).encode() + b"\r\n"


def onet(edition, raised=0):
    folder = f"db_{edition['major']}_{edition['minor']}_text/"
    detailed = [(f"{c}.00", t) for c, t, tier, *_ in OCCUPATIONS if tier == "detailed"]
    return pack({
        folder + "Read Me.txt": "O*NET in miniature\n",
        folder + "Occupation Data.txt": "O*NET-SOC Code\tTitle\tDescription\n" + "".join(
            f"{c}\t{t}\tWhat they do, in miniature.\n" for c, t in detailed),
        folder + "Alternate Titles.txt": "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n" + "".join(
            f"{c}\tSenior {t}\tn/a\t08\n" for c, t in detailed),
        folder + "Skills.txt": "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\n"
                               "29-1141.00\t2.A.1.a\tReading Comprehension\tIM\t4.12\n",
        folder + "Job Zones.txt": "O*NET-SOC Code\tJob Zone\tDate\tDomain Source\n" + "".join(
            f"{c}\t{3 + raised}\t07/2024\tAnalyst\n" for c, t in detailed)})


def price_parities(edition, raised=0):
    years = range(2018, int(edition["year"]) + 1)
    lines = ["GeoFIPS,GeoName,Region,TableName,LineCode,IndustryClassification,Description,Unit,"
             + ",".join(map(str, years))]
    for fips, name, _, _, price in [("00", "United States", "", 0, 1)] + STATES:
        values = ",".join(f"{100 * price + raised:.1f}" for _ in years)
        lines.append(f' "{fips}000","{name}",5,SARPP,2,"..."," RPPs: All items","Index",{values}')
    lines += ['"Note: miniature."', '"Last updated: never."']
    return pack({f"SARPP_STATE_2018_{edition['year']}.csv": "\r\n".join(lines) + "\r\n",
                 "SARPP__definition.xml": '<?xml version="1.0"?><table/>',
                 "SARPP__Footnotes.html": "<html><body>miniature</body></html>"})


def state_projections(edition, raised=0):
    base = int(edition["year"])
    lines = ["STFIPS,Area,OccCode,Title,BaseYear,ProjYear,Base,Projected,Change,PercentChange,AvgAnnualOpenings"]
    for fips, state, _, share, _ in STATES:
        for code, title, tier, jobs, _ in OCCUPATIONS[2:]:
            number = round(jobs * 1000 * share, -1) + raised
            lines.append(f"{fips},{state},{code},{title},{base},{base + 10},{number:.0f},{number * 1.1:.0f},"
                         f"{number * 0.1:.0f},10.0,{number * 0.07:.0f}")
    return "\n".join(lines).encode() + b"\n"


def exchange_rates(edition, raised=0):
    last = int(edition["year"]), int(edition["month"])
    lines = ["Date,USD,JPY,GBP,CHF,CAD,"]
    for year in range(last[0], last[0] - 3, -1):
        for month in range(last[1] if year == last[0] else 12, 0, -1):
            for day in (28, 14, 2):
                lines.append(f"{year}-{month:02d}-{day:02d},{1.1 + raised / 100},160.0,0.85,0.95,1.5,")
    return pack({"eurofxref-hist.csv": "\n".join(lines) + "\n"})


def worldbank(code, title, values):
    def make(edition, raised=0):
        years = range(2015, int(edition["year"]) + 1)
        lines = ['"Data Source","World Development Indicators",', "", '"Last Updated Date","2020-01-01",', "",
                 '"Country Name","Country Code","Indicator Name","Indicator Code",'
                 + "".join(f'"{y}",' for y in years)]
        for name, country, value in values:
            lines.append(f'"{name}","{country}","{title}","{code}",' + "".join(f'"{value + raised}",' for _ in years))
        name = f"{code}_DS2_en_csv_v2_1.csv"
        return pack({f"API_{name}": "\ufeff" + "\r\n".join(lines) + "\r\n",
                     f"Metadata_Indicator_API_{name}": '\ufeff"INDICATOR_CODE","INDICATOR_NAME","SOURCE_NOTE",\n'
                                                       f'"{code}","{title}","miniature",\n',
                     f"Metadata_Country_API_{name}": '\ufeff"Country Code","Region","IncomeGroup","SpecialNotes",'
                                                     '"TableName",\n"DEU","Europe","High income","","Germany",\n'})
    return make


def uk_ashe(edition, raised=0):
    year = int(edition["year"])
    title = "Annual pay - Gross"
    head = ["Description", "Code", "(thousand)", "Median", "change", "Mean", "change",
            "10", "20", "25", "30", "40", "60", "70", "75", "80", "90"]

    def book(words, factor):
        rows = [[f"Table 14.7{words}   {title} (£) - For all employee jobs: United Kingdom, {year}"], [""],
                ["", "", "Number", "", "Annual", "", "Annual"],
                ["", "", "of jobs", "", "percentage", "", "percentage", "Percentiles"], head]
        for name, code, pay in (("All employees", "", 32000), ("Nurses", "2237", 38000)):
            pays = [round((pay + raised) * q * factor, 1) for q in (1, 1.1, 0.5, 0.7, 0.75, 0.8, 0.9, 1.1, 1.2, 1.3, 1.4, 1.6)]
            rows.append([name, code, 100, pays[0], 5.0, pays[1], 5.0, *pays[2:]])
        return workbook({"Notes": [["miniature"]], "All": rows, "Male": rows})
    part = f"PROV - Occupation SOC20 (4) Table 14.7"
    return pack({f"{part}a   {title} {year}.xlsx": book("a", 1)})


def canada_wages(edition, raised=0):
    year = int(edition["year"])
    head = ("NOC_CNP,NOC_Title_eng,NOC_Title_fra,prov,ER_Code_Code_RE,ER_Name,Nom_RE,Low_Wage_Salaire_Minium,"
            "Median_Wage_Salaire_Median,High_Wage_Salaire_Maximal,Average_Wage_Salaire_Moyen,"
            "Quartile1_Wage_Salaire_Quartile1,Quartile3_Wage_Salaire_Quartile3,Data_Source_E,Data_Source_F,"
            "Reference_Period,Revision_Date_Date_revision,Annual_Wage_Flag_Salaire_annuel,Wage_Comment_E,"
            "Wage_Comment_F,Non_WageBen_pct")
    row = (f"NOC_31301,Registered nurses and registered psychiatric nurses,Infirmiers autorisés,NAT,ER00,Canada,Canada,"
           f"30,{42 + raised},54.5,42.1,37,48.9,LFS,EPA,{year - 1}-{year},{year}-12-03,0,,,90.1")
    return f"{head}\n{row}\n".encode()


def eurostat_earnings(edition, raised=0):
    lines = ["DATAFLOW,LAST UPDATE,freq,nace_r2,isco08,worktime,age,sex,indic_se,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG"]
    for country, pay in (("DE", 45000), ("FR", 40000)):
        for occupation in ("TOTAL", "OC2", "OC22"):
            lines.append(f"ESTAT:EARN_SES_ANNUAL(1.0),09/02/26 23:00:00,A,B-S_X_O,{occupation},TOTAL,TOTAL,T,"
                         f"MEAN_E_EUR,{country},{edition['year']},{pay + raised},")
    return gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0)


def ilo_earnings(edition, raised=0):
    head = ('"ref_area.label","source.label","indicator.label","sex.label","classif1.label","classif2.label","time",'
            '"obs_value","obs_status.label","note_indicator.label","note_source.label"')
    row = ('"Germany","EES - Structure of Earnings Survey","Mean nominal monthly earnings of employees by sex and '
           'occupation","Total","Occupation (ISCO-08): 2. Professionals","Currency: U.S. dollars","%s",%d,"",'
           '"Currency: DEU - Euro (EUR)","Repository: made up"')
    return (head + "\n" + row % (edition["year"], 5200 + raised) + "\n").encode()


def oecd_wages(edition, raised=0):
    head = ("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,MEASURE,Measure,UNIT_MEASURE,"
            "Unit of measure,PAY_PERIOD,Pay period,PRICE_BASE,Price base,AGGREGATION_OPERATION,Aggregation operation,"
            "SEX,Sex,TIME_PERIOD,Time period,OBS_VALUE,Observation value,BASE_PER,Base period")
    row = ("DATAFLOW,x,Average annual wages,I,DEU,Germany,WG,Wages,EUR,Euro,A,Annual,V,Current prices,MEAN,Mean,_Z,"
           f"Not applicable,{edition['year']},,{48301.5 + raised},,,")
    return f"{head}\n{row}\n".encode()


TABLES = {
    "oews-national": oews([("99", "U.S.", "US", 1, 1)], "1", "national_M{}", "nat"),
    "oews-state": oews(STATES, "2", "state_M{}", "st"),
    "oews-metro": oews(METROS, "4", "MSA_M{}", "ma"),
    "ep-occupations": ep_occupations,
    "ep-titles": ep_titles,
    "ep-matrix": ep_matrix,
    "cpi": cpi,
    "onet": onet,
    "price-parities": price_parities,
    "state-projections": state_projections,
    "exchange-rates": exchange_rates,
    "purchasing-power": worldbank("PA.NUS.PPP", "PPP conversion factor, GDP (LCU per international $)",
                                  [("Germany", "DEU", 0.72), ("Canada", "CAN", 1.16)]),
    "yearly-exchange-rates": worldbank("PA.NUS.FCRF", "Official exchange rate (LCU per US$, period average)",
                                       [("Germany", "DEU", 0.92), ("Canada", "CAN", 1.35)]),
    "uk-ashe": uk_ashe,
    "canada-wages": canada_wages,
    "eurostat-earnings": eurostat_earnings,
    "ilo-earnings": ilo_earnings,
    "oecd-wages": oecd_wages,
}
