-- Gives the normalised HTML of transit.publishing.print the form of an EPUB chapter.

local notes = {}

local function attribute(element, name)
  return element.attributes[name] or element.attributes["data-" .. name]
end

local function numbered(element)
  local number = attribute(element, "number")
  local caption = element.caption
  if number and caption and #caption.long > 0 and caption.long[1].content then
    local first = caption.long[1]
    first.content:insert(1, pandoc.Strong({ pandoc.Str(number .. ".") }))
    first.content:insert(2, pandoc.Space())
    caption.long[1] = first
    element.caption = caption
  end
  return element
end

local function bare(element)
  element.attributes = {}
  return element
end

-- Pandoc follows links into other chapters only to the ids of divisions and headings.
local function anchored(element)
  if element.identifier == "" then return element end
  local id = element.identifier
  element.identifier = ""
  return pandoc.Div({ element }, pandoc.Attr(id))
end

-- What a formula says stays with it until it can become an attribute of its markup.
local function worded(element)
  local words = attribute(element, "alt")
  return pandoc.Span(element.content, pandoc.Attr("", { "math" }, words and { alttext = words } or {}))
end

-- Writes the colours of a cell as its style.
local function coloured(rows)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      local fill, ink = attribute(cell, "fill"), attribute(cell, "ink")
      local style = (fill and "background-color: " .. fill .. ";" or "")
        .. (ink and "color: " .. ink .. ";" or "")
      for _, name in ipairs({ "fill", "ink", "data-fill", "data-ink" }) do
        cell.attributes[name] = nil
      end
      if style ~= "" then cell.attributes.style = style end
    end
  end
end

-- Names of rows that are one short word, as a number or the id of a claim, stay whole.
local function kept_whole(rows)
  for _, row in ipairs(rows) do
    local first = row.cells[1] -- none in a row that cells of rows above fill
    local name = first and pandoc.utils.stringify(first.contents) or ""
    if first and utf8.len(name) <= 10 and not name:find("%s") then first.classes:insert("short") end
  end
end

local second = {
  Figure = function(element)
    element = bare(numbered(element))
    local content, caption = pandoc.Blocks({}), element.caption
    for _, block in ipairs(element.content) do
      if block.t == "Div" and (block.classes:includes("source") or block.classes:includes("key")) then
        caption.long:insert(block)
      else
        content:insert(block)
      end
    end
    element.content, element.caption = content, caption
    return anchored(element)
  end,
  Table = function(element)
    local layout = attribute(element, "layout")
    element = bare(numbered(element))
    coloured(element.head.rows)
    for _, body in ipairs(element.bodies) do
      coloured(body.body)
      kept_whole(body.body)
    end
    if layout and layout ~= "normal" then element.classes:insert(layout) end
    -- Pandoc makes columns of one width where cells have several lines; a reader finds better ones.
    for i, column in ipairs(element.colspecs) do element.colspecs[i] = { column[1] } end
    if #element.head.rows > 0 then
      for _, body in ipairs(element.bodies) do body.row_head_columns = 1 end
    end
    return anchored(element)
  end,
  Header = function(element)
    local role = attribute(element, "role")
    local kind = attribute(element, "kind")
    if role then element.classes:insert(role) end
    if kind then element.classes:insert(kind) end
    local number = attribute(element, "chapter")
    if number then element.content:insert(1, pandoc.Str(number .. "\u{2002}")) end
    return bare(element)
  end,
  Span = function(element)
    if element.classes:includes("index") or element.classes:includes("row-mark") then return {} end
    if element.classes:includes("math") then return worded(element) end
    if element.classes:includes("claim-mark") then return bare(element) end
    if element.classes:includes("noteref") then
      local name = attribute(element, "note")
      local again = attribute(element, "again")
      if again then
        return pandoc.RawInline("html", '<a href="#fn' .. again .. '" class="footnote-ref"'
          .. ' epub:type="noteref" role="doc-noteref">' .. again .. "</a>")
      end
      return pandoc.Note(notes[name] or {})
    end
  end,
  Div = function(element)
    if element.classes:includes("equation") then
      local number = attribute(element, "number")
      local words = attribute(element, "alt")
      local result = pandoc.Div(element.content, pandoc.Attr(element.identifier, { "equation" },
        words and { alttext = words } or {}))
      if number then
        result.content:insert(pandoc.Div({ pandoc.Plain({ pandoc.Str(number) }) },
          pandoc.Attr("", { "number" })))
      end
      return result
    end
    return bare(element)
  end,
}

function Pandoc(document)
  local blocks = pandoc.Blocks({})
  for _, block in ipairs(document.blocks) do
    if block.t == "Div" and block.classes:includes("notes") then
      for _, note in ipairs(block.content) do notes[note.identifier] = note.content end
    else
      blocks:insert(block)
    end
  end
  return pandoc.Pandoc(blocks:walk(second), document.meta)
end
