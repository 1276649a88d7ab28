"""Buttons that run a page elsewhere, as the configuration of a book asks for them."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from transit.publishing.site.telling import tell

CONTEXT = "transit_launch"
_INTERFACES = {"classic": "tree", "jupyterlab": "lab/tree"}


def keep(config: Any, given: dict[str, Any]) -> None:
    """Keep what the configuration asks for where the theme does not find it."""
    config.html_context[CONTEXT] = {k: v for k, v in given.items() if v}
    if given.get("thebe"):
        tell("pictures", "thebe, which runs code in the page, asks other hosts and is left out; "
             "offer Binder or a JupyterHub among the launch buttons")  # fmt: skip


def configured(
    given: dict[str, Any], repository: str, branch: str, path: str
) -> list[tuple[str, str]]:
    """Write the links that a configuration asks for.

    Parameters
    ----------
    given : dict
        ``launch_buttons`` of the configuration.
    repository : str
        Owner and name of it on GitHub.
    branch, path : str
        Where the page's source lies in it.

    Returns
    -------
    list of (str, str)
        Name and address; empty where none is asked for.

    Examples
    --------
    >>> configured({"jupyterhub_url": "https://hub.example.org"}, "a/b", "main", "docs/one.md")
    [('JupyterHub', 'https://hub.example.org/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2Fa%2Fb&urlpath=tree%2Fb%2Fdocs%2Fone.md&branch=main')]
    """
    interface = _INTERFACES.get(str(given.get("notebook_interface", "classic")), "tree")
    source = f"https://github.com/{repository}"
    within = f"{interface}/{PurePosixPath(repository).name}/{path}"
    found = {
        "binderhub_url": ("Binder", f"/v2/gh/{repository}/{branch}?urlpath={interface}/{path}"),
        "jupyterhub_url": (
            "JupyterHub",
            f"/hub/user-redirect/git-pull?repo={quote(source, safe='')}"
            f"&urlpath={quote(within, safe='')}&branch={branch}",
        ),
        "colab_url": ("Colab", f"/github/{repository}/blob/{branch}/{path}"),
        "deepnote_url": ("Deepnote", f"/launch?url={quote(f'{source}/blob/{branch}/{path}', safe='')}"),
        "jupyterlite_url": ("JupyterLite", f"/lab/index.html?path={path}"),
    }  # fmt: skip
    return [
        (name, str(given[key]).strip("/") + rest)
        for key, (name, rest) in found.items()
        if given.get(key)
    ]
