#!/usr/bin/env python3
"""The median of a file of salaries by group, from Python, with nothing but ctypes.

  python3 summarize.py salaries.csv by=region
"""
import ctypes
import json
import signal
import sys

STATUSES = ["ok", "no answer", "usage", "file trouble", "internal"]


def load(name="libcareerstat.so.0"):
    """The library, with the types of the functions that are called here."""
    library = ctypes.CDLL(name)
    text, handle = ctypes.c_char_p, ctypes.c_void_p
    library.careerstat_new.restype = handle
    library.careerstat_free.argtypes = [handle]
    library.careerstat_add_file.argtypes = [handle, text]
    library.careerstat_summarize.argtypes = [handle, ctypes.POINTER(text), ctypes.POINTER(handle)]
    library.careerstat_answer_json.argtypes = [handle]
    library.careerstat_answer_json.restype = text
    library.careerstat_answer_free.argtypes = [handle]
    return library


def summarize(library, path, options):
    """The status and the document, which is docs/json/summary.schema.json or error.schema.json."""
    handle, answer = library.careerstat_new(), ctypes.c_void_p()
    if not handle:
        raise MemoryError
    words = (ctypes.c_char_p * (len(options) + 1))(*[o.encode() for o in options], None)
    try:
        if library.careerstat_add_file(handle, path.encode()):
            raise MemoryError
        status = library.careerstat_summarize(handle, words, ctypes.byref(answer))
        if not answer:
            raise MemoryError
        return status, json.loads(library.careerstat_answer_json(answer))
    finally:
        library.careerstat_answer_free(answer)
        library.careerstat_free(handle)


def main():
    status, document = summarize(load(), sys.argv[1], sys.argv[2:])
    for message in document["diagnostics"]:
        print(message.get("file", ""), message["message"], message.get("hint", ""), file=sys.stderr)
    for group in document.get("answers", {}).get("groups", []):
        name = ", ".join(key.get("title", key["code"]) for key in group["key"].values())
        median = group["quantiles"]["p50"]
        absent = group.get("withheld") or median.get("absent")
        print(f"{name}: {absent if median['value'] is None else median['value']}")
    if status:
        sys.exit(f"summarize: {STATUSES[status]}")


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # a reader that stops early is no failure
    main()
