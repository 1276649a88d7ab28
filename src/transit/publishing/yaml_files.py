"""Files of keys and values: the configuration, the table of contents, the citation file."""

from pathlib import Path
from typing import Any

import yaml

from transit.errors import TransitError


class _Loader(yaml.SafeLoader):
    """Takes what is safe, and no key twice: the first would be gone without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.tag != "tag:yaml.org,2002:merge" and isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key {key.value!r} is given twice", key.start_mark
                    )
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a file of keys and values.

    Raises
    ------
    TransitError
        If it cannot be read, is not UTF-8, not YAML with keys and values, or has a key twice.
    """
    try:
        content = yaml.load(path.read_text("utf-8-sig"), _Loader)
    except OSError as error:
        raise TransitError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise TransitError(
            f"{path}: byte {error.start + 1} is not UTF-8; save the file in UTF-8"
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise TransitError(f"{path}: not valid YAML: {error}") from error
    if not isinstance(content or {}, dict):
        raise TransitError(f"{path}: not a list of keys with values")
    return content or {}
