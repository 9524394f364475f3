"""axe-core, run inside a page of the browser."""
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def skip(what):
    print(f"skipped: {what} cannot be had here")
    sys.exit(77)


def axe_source(work):
    """The script of axe-core: from the work folder, else fetched by npm."""
    script = work / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if not npm:
            skip("npm (for axe-core)")
        shutil.copy(HERE / "package.json", work)
        subprocess.run([npm, "install", "--ignore-scripts", "--no-audit", "--no-fund",
                        "--no-package-lock", "--silent"], cwd=work, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if not script.exists():
        skip("axe-core")
    return script.read_text(encoding="utf-8")


def check_axe(browser, axe):
    browser.evaluate(axe)
    found = browser.evaluate("axe.run(document, {resultTypes: ['violations']}).then("
                             "r => r.violations.map(v => [v.id, v.help, v.nodes.length, "
                             "v.nodes[0].html]))")
    for name, help_text, n, html in found:
        yield f"axe: {name}: {help_text} ({n} times, first: {html[:120]})"
