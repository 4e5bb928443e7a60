"""Runs programs with SQLAlchemy, for oracle tests: what it says stands against what kith says.

Reads lines, answers lines. `schema NAME` chooses the models, and `show ...` lines after it say what a state tells. A
program is its steps, a line each, and `run`. Each step is answered with three fields, tabs between: the outcome; the
numbers of the rules (deviations.py) by which it was done otherwise than it says; the state, `=` for the one before.
"""
import sys
import warnings

try:
    import sqlalchemy
except ImportError:
    sys.exit("SQLAlchemy is missing: install the Debian package python3-sqlalchemy "
             "(apt-get install python3-sqlalchemy)")

import models
from world import World


def run(world, steps):
    world.clear()
    before = None
    for step in steps:
        outcome = world.perform(step)
        state = world.state()
        print(outcome, " ".join(world.rules), "=" if state == before else state, sep="\t")
        before = state
    sys.stdout.flush()


def main():
    print("SQLAlchemy", sqlalchemy.__version__, flush=True)
    # What it warns of is what it does not do: a refusal.
    warnings.simplefilter("error", sqlalchemy.exc.SAWarning)
    worlds = {}
    steps = []
    for line in sys.stdin:
        line = line.rstrip("\n")
        command, *words = line.split(" ")
        if command == "schema":
            name, = words
            if name not in worlds:
                worlds[name] = World(models.schemas[name]())
            world = worlds[name]
            world.shown = []
        elif command == "show":
            world.show(*words)
        elif command == "run":
            run(world, steps)
            steps = []
        else:
            steps.append(line)


if __name__ == "__main__":
    main()
