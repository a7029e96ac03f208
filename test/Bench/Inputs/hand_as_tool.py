#!/usr/bin/env python3
"""hand_as_tool.py KERNEL.cpp -o OUT.cpp --header OUT.h ...: stands in for pullback where the numeric harness runs it.

It hands out the adjoint that was written by hand, under the generated one's name, so that the harness compares it with
the reference derivatives and the oracle as it does the tool's.
"""
import pathlib
import re
import sys

kernel, out, header = (pathlib.Path(sys.argv[i]) for i in (1, 3, 5))
hand = pathlib.Path(__file__).resolve().parents[3] / "bench/hand"
rename = lambda text: re.sub(r"\b(\w+)_hand\(", r"\1_vjp(", text)
header.write_text(rename((hand / "hand.h").read_text()))
out.write_text(rename((hand / f"{kernel.stem}.cpp").read_text()).replace("hand.h", header.name))
