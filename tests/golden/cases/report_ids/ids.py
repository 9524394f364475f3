"""Says how many ids the page has, and which stand there twice or lead nowhere."""
import collections
import re
import sys

page = open(sys.argv[1], encoding="utf-8").read()
ids = collections.Counter(re.findall(r'\sid="([^"]+)"', page))
named = set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', page))
used = {a or b for a, b in named}
print("ids" if len(ids) > 10 else "few ids", sorted(k for k, n in ids.items() if n > 1),
      sorted(used - set(ids)))
