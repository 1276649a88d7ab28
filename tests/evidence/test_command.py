from transit.cli import main


def test_check_counts_the_tables(data, capsys):
    assert main(["check", str(data)]) == 0
    out = capsys.readouterr().out
    assert "presidential     8      22" in out
    assert out.rstrip().endswith("rows, are as described.")


def test_check_names_the_place(copy, sheet, capsys):
    opened = sheet("elections/seats.csv")
    line = opened.line(election="L2012", party="Nur Otan")
    opened.set(line, "seats", "184")
    opened.save()
    assert main(["check", str(copy)]) == 1
    err = capsys.readouterr().err
    assert err.startswith("error: ")
    assert "elections/seats.csv" in err
    assert "field seats: found" in err
    assert "expected a sum of 107 at most, the seats of the chamber for L2012, it is 208" in err


def test_check_without_a_package(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == 1
    assert "datapackage.json: cannot be read" in capsys.readouterr().err
