"""The methods as tables: repairs, examples, settings, rules, grouping and versions, software."""
