"""Command lines whose options may stand anywhere, also between the words."""

from .errors import Usage


def split(arguments, **options):
    """Returns the words and the set of options given; ``options`` maps each name to its spellings."""
    spellings = {spelling: name for name, all_of_it in options.items() for spelling in all_of_it}
    words, given = [], set()
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == "--":
            words += rest
            break
        if argument in spellings:
            given.add(spellings[argument])
        elif argument.startswith("-") and len(argument) > 1:
            raise Usage(f"unknown option {argument}")
        else:
            words.append(argument)
    return words, given


def style(given):
    """The one format that was asked for, or None."""
    asked = given & {"json", "yaml", "flat"}
    if len(asked) > 1:
        raise Usage("only one of --json, --yaml and --flat")
    return next(iter(asked), None)


FORMAT = {"json": ("-j", "--json"), "yaml": ("-y", "--yaml"), "flat": ("-f", "--flat")}
