import re, sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
texts = re.findall(r"<t[^>]*>(.*?)</t>", book.read("xl/sharedStrings.xml").decode())
sheet = book.read("xl/worksheets/sheet1.xml").decode()
print("formulas:", len(re.findall("<f[ >]", sheet)))
for row in re.findall("<row .*?</row>", sheet):
    cells = re.findall(r'<c r="([A-Z]+)\d+"([^>]*)>(?:<v>(.*?)</v>)?', row)
    print(" | ".join(f"{c}: {texts[int(v)] if 't=' in kind else v}" for c, kind, v in cells))
