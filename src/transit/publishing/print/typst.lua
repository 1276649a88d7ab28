-- Writes the normalised HTML of transit.publishing.print as calls of template.typ.

local typst = { wrap_text = "none" }
local notes = {}
local structure

local function raw(text) return pandoc.RawBlock("typst", text) end
local function inline(text) return pandoc.RawInline("typst", text) end

local function attribute(element, name)
  return element.attributes[name] or element.attributes["data-" .. name]
end

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("\n", " ") .. '"'
end

local function label(id)
  if id == nil or id == "" then return "none" end
  return "<" .. id .. ">"
end

local function write(blocks)
  local text = pandoc.write(pandoc.Pandoc(blocks), "typst", typst)
  return (text:gsub("%s+$", ""))
end

-- Whether blocks are running text alone, which has no structure to rewrite.
local function running(blocks)
  for _, block in ipairs(blocks) do
    if block.t ~= "Plain" and block.t ~= "Para" then return false end
    for _, item in ipairs(block.content) do
      if item.t == "Image" or item.t == "Link" then return false end
    end
  end
  return true
end

local function content(blocks)
  blocks = pandoc.Blocks(blocks)
  if not running(blocks) then blocks = blocks:walk(structure) end
  return "[" .. write(blocks) .. "]"
end

local function inlines(list)
  return content({ pandoc.Plain(list) })
end

local function equation(element, alt, number, id)
  local block = element.mathtype == "DisplayMath"
  local body = write({ pandoc.Plain({ element }) })
  -- The source stays beside it, for a formula that the compiler rejects.
  local source = "/*tex " .. element.text:gsub("%*/", "* /"):gsub("/%*", "/ *") .. "*/"
  if not block then
    return source .. "#math.equation(block: false, alt: " .. quoted(alt) .. ", " .. body .. ")/*end*/"
  end
  return source .. "#equation(alt: " .. quoted(alt) .. ", number: "
    .. (number and quoted(number) or "none") .. ", label: " .. label(id) .. ", " .. body .. ")/*end*/"
end

local function first_math(blocks)
  local found
  pandoc.Div(blocks):walk({ Math = function(m) found = found or m end })
  return found
end

local function caption_of(element)
  local blocks = element.caption.long
  if #blocks == 0 then return "none" end
  return content(blocks)
end

-- The text of blocks that hold nothing but words, which need no writer.
local function words(blocks)
  if #blocks == 0 then return "" end
  if #blocks > 1 or blocks[1].t ~= "Plain" then return nil end
  local parts = {}
  for _, item in ipairs(blocks[1].content) do
    if item.t == "Str" then
      parts[#parts + 1] = item.text
    elseif item.t == "Space" or item.t == "SoftBreak" then
      parts[#parts + 1] = " "
    else
      return nil
    end
  end
  return table.concat(parts)
end

local function cell(element)
  local options = {}
  if element.col_span > 1 then options[#options + 1] = "colspan: " .. element.col_span end
  if element.row_span > 1 then options[#options + 1] = "rowspan: " .. element.row_span end
  local fill, ink = attribute(element, "fill"), attribute(element, "ink")
  if fill then options[#options + 1] = "fill: rgb(" .. quoted(fill) .. ")" end
  local plain = words(element.contents)
  local body = plain and "[#" .. quoted(plain) .. "]" or content(element.contents)
  if ink then body = "[#text(fill: rgb(" .. quoted(ink) .. "))" .. body .. "]" end
  if #options == 0 then return body end
  return "table.cell(" .. table.concat(options, ", ") .. ")" .. body
end

local function numeric_columns(element, count)
  local numeric, seen = {}, {}
  for _, body in ipairs(element.bodies) do
    for _, row in ipairs(body.body) do
      if #row.cells == count then
        for j, c in ipairs(row.cells) do
          local is = c.classes:includes("number")
          if seen[j] == nil then numeric[j] = is else numeric[j] = numeric[j] and is end
          seen[j] = true
        end
      end
    end
  end
  return numeric
end

local function data_table(element)
  local count = #element.colspecs
  local widths, align = {}, {}
  local given = attribute(element, "widths")
  if given then
    for width in given:gmatch("[^,]+") do widths[#widths + 1] = width .. "fr" end
  else
    for _ = 1, count do widths[#widths + 1] = "auto" end
  end
  local numeric = numeric_columns(element, count)
  for j = 1, count do align[j] = numeric[j] and "right" or "left" end
  local head, body = {}, {}
  for _, row in ipairs(element.head.rows) do
    for _, c in ipairs(row.cells) do head[#head + 1] = cell(c) end
  end
  for _, part in ipairs(element.bodies) do
    for _, row in ipairs(part.head) do
      for _, c in ipairs(row.cells) do body[#body + 1] = cell(c) end
    end
    for _, row in ipairs(part.body) do
      for _, c in ipairs(row.cells) do body[#body + 1] = cell(c) end
    end
  end
  for _, row in ipairs(element.foot.rows) do
    for _, c in ipairs(row.cells) do body[#body + 1] = cell(c) end
  end
  local number = attribute(element, "number")
  if #body == 0 then body[1] = "table.cell(colspan: " .. count .. ")[–]" end
  return raw("#data-table(\n  columns: (" .. table.concat(widths, ", ") .. ",),\n  align: ("
    .. table.concat(align, ", ") .. ",),\n  layout: " .. quoted(attribute(element, "layout") or "normal")
    .. ",\n  number: " .. (number and quoted(number) or "none")
    .. ",\n  caption: " .. caption_of(element)
    .. ",\n  label: " .. label(element.identifier)
    .. ",\n  rows: " .. tostring(#element.head.rows)
    .. ",\n  head: (" .. table.concat(head, ", ") .. (#head > 0 and "," or "") .. "),\n  "
    .. table.concat(body, ",\n  ") .. ",\n)")
end

local function part(blocks)
  return #blocks > 0 and content(blocks) or "none"
end

local function chart(element)
  local pictures = {}
  local said = { source = pandoc.Blocks({}), headline = pandoc.Blocks({}), key = pandoc.Blocks({}) }
  for _, block in ipairs(element.content) do
    local own = block.t == "Div" and said[block.classes[1]]
    if own then
      own:extend(block.content)
    else
      pandoc.Div({ block }):walk({
        Image = function(image)
          pictures[#pictures + 1] = { image.src, pandoc.utils.stringify(image.caption) }
        end,
      })
    end
  end
  if #pictures == 0 then return nil end
  local calls = {}
  for _, picture in ipairs(pictures) do
    calls[#calls + 1] = "(" .. quoted(picture[1]) .. ", " .. quoted(picture[2]) .. ")"
  end
  local number = attribute(element, "number")
  return raw("#chart(\n  (" .. table.concat(calls, ", ") .. ",),\n  number: "
    .. (number and quoted(number) or "none")
    .. ",\n  caption: " .. caption_of(element)
    .. ",\n  headline: " .. part(said.headline)
    .. ",\n  notes: " .. part(said.key)
    .. ",\n  source: " .. part(said.source)
    .. ",\n  label: " .. label(element.identifier) .. ",\n)")
end

-- First pass, from the leaves up: everything but notes.
local leaves = {
  Span = function(element)
    if element.classes:includes("math") then
      local m = element.content[1]
      if m and m.t == "Math" then return inline(equation(m, attribute(element, "alt") or m.text)) end
    end
    if element.classes:includes("noteref") then return nil end
    if element.classes:includes("index") then
      return inline("#ix(" .. quoted(attribute(element, "entry")) .. ")")
    end
    local list = pandoc.Inlines({})
    if element.classes:includes("claim-mark") then
      list:insert(inline("#side-mark["))
      list:extend(element.content)
      list:insert(inline("]"))
      return list
    end
    if element.classes:includes("row-mark") then
      return inline("#row-mark(" .. quoted(attribute(element, "entry")) .. ")")
    end
    if element.identifier ~= "" then
      list:insert(inline("#anchor(<" .. element.identifier .. ">)"))
    end
    local lang = element.attributes.lang
    if lang then
      list:insert(inline("#foreign(" .. quoted(lang:match("^%a+")) .. ")["))
    end
    list:extend(element.content)
    if lang then list:insert(inline("]")) end
    return list
  end,
  Str = function(element)
    local text = element.text
    if text:find("://", 1, true) or text:find("^10%.%d%d%d%d+/") or text:find("doi.org/", 1, true) then
      return pandoc.Inlines({ inline("#address["), element, inline("]") })
    end
  end,
}

local function note_of(span)
  local name = attribute(span, "note")
  if attribute(span, "again") then return inline("#footnote(<" .. name .. ">)") end
  return inline("#footnote" .. content(notes[name] or {}) .. "<" .. name .. ">")
end

structure = {
  traverse = "topdown",
  Span = function(element)
    if element.classes:includes("noteref") then return note_of(element), false end
  end,
  Figure = function(element)
    local result = chart(element)
    if result then return result, false end
  end,
  Table = function(element) return data_table(element), false end,
  Image = function(element)
    return inline("#box(image(" .. quoted(element.src) .. ", alt: "
      .. quoted(pandoc.utils.stringify(element.caption)) .. "))")
  end,
  DefinitionList = function(element)
    local items = {}
    for _, pair in ipairs(element.content) do
      local term = pandoc.Inlines(pair[1]):walk({
        LineBreak = function() return pandoc.Inlines({ pandoc.Str(","), pandoc.Space() }) end,
      })
      local definition = pandoc.Blocks({})
      for _, blocks in ipairs(pair[2]) do definition:extend(blocks) end
      items[#items + 1] = "  terms.item(" .. inlines(term) .. ", " .. content(definition) .. ")"
    end
    return raw("#terms(\n" .. table.concat(items, ",\n") .. ",\n)"), false
  end,
  Header = function(element)
    local role = attribute(element, "role") or "section"
    local file = attribute(element, "file")
    return pandoc.Blocks({
      raw((file and "// document: " .. file .. "\n" or "")
        .. "#titled(" .. quoted(role) .. ", " .. element.level .. ", " .. label(element.identifier)
        .. ", " .. (attribute(element, "chapter") and quoted(attribute(element, "chapter")) or "none")
        .. (attribute(element, "first") and ", first: true" or "") .. ")" .. inlines(element.content)),
    }), false
  end,
  Div = function(element)
    local classes = element.classes
    if classes:includes("equation") then
      local m = first_math(element.content)
      if m then
        return raw(equation(m, attribute(element, "alt") or m.text, attribute(element, "number"),
          element.identifier)), false
      end
    elseif classes:includes("admonition") then
      local title, body = "none", pandoc.Blocks({})
      for _, block in ipairs(element.content) do
        if block.t == "Div" and block.classes:includes("admonition-title") then
          title = content(block.content)
        else
          body:insert(block)
        end
      end
      local result = pandoc.Blocks({ raw("#admonition(" .. quoted(classes[2] or "note") .. ", "
        .. title .. ")[") })
      result:extend(body:walk(structure))
      result:insert(raw("]"))
      if element.identifier ~= "" then
        result:insert(1, raw("#anchor(<" .. element.identifier .. ">)"))
      end
      return result, false
    elseif classes:includes("reference") then
      local body, back = pandoc.Blocks({}), "none"
      for _, block in ipairs(element.content) do
        if block.t == "Div" and block.classes:includes("backrefs") then
          local anchors = {}
          for name in (attribute(block, "anchors") or ""):gmatch("%S+") do
            anchors[#anchors + 1] = "<" .. name .. ">"
          end
          back = "(" .. table.concat(anchors, ", ") .. ",)"
        else
          body:insert(block)
        end
      end
      return raw("#reference(" .. label(element.identifier) .. ", " .. back .. ")" .. content(body)), false
    elseif classes:includes("works") then
      local result = pandoc.Blocks({ raw("#works[") })
      result:extend(element.content:walk(structure))
      result:insert(raw("]"))
      return result, false
    elseif classes:includes("elsewhere") then
      return raw("#elsewhere" .. content(element.content)), false
    elseif classes:includes("source") then
      return raw("#source-line" .. content(element.content)), false
    end
    local blocks = pandoc.Blocks({})
    if element.identifier ~= "" then
      blocks:insert(raw("#anchor(<" .. element.identifier .. ">)"))
    end
    blocks:extend(element.content)
    return blocks:walk(structure), false
  end,
}

-- Joins the first list of works of a chapter, with its heading, to the last, for a page of two columns.
local function works_of_chapter(blocks)
  local first, last
  for i, block in ipairs(blocks) do
    if block.t == "Div" and block.classes:includes("reference") then
      first, last = first or i, i
    end
  end
  if first == nil then return blocks end
  if first > 1 and blocks[first - 1].t == "Header" and blocks[first - 1].level > 1
    and attribute(blocks[first - 1], "role") ~= "chapter" then first = first - 1 end
  local result, works = pandoc.Blocks({}), pandoc.Blocks({})
  for i, block in ipairs(blocks) do
    if i < first or i > last then result:insert(block) else works:insert(block) end
    if i == last then result:insert(pandoc.Div(works, pandoc.Attr("", { "works" }))) end
  end
  return result
end

local function with_works(blocks)
  local result, chapter = pandoc.Blocks({}), pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    local role = block.t == "Header" and attribute(block, "role")
    if role == "chapter" or role == "part" then
      result:extend(works_of_chapter(chapter))
      chapter = pandoc.Blocks({})
    end
    chapter:insert(block)
  end
  result:extend(works_of_chapter(chapter))
  return result
end

function Pandoc(document)
  document = document:walk(leaves)
  local blocks = pandoc.Blocks({})
  for _, block in ipairs(document.blocks) do
    if block.t == "Div" and block.classes:includes("notes") then
      for _, note in ipairs(block.content) do notes[note.identifier] = note.content end
    else
      blocks:insert(block)
    end
  end
  -- Tables and figures are written to text in one step, so their notes go first.
  blocks = blocks:walk({
    Span = function(element)
      if element.classes:includes("noteref") then return note_of(element) end
    end,
  })
  return pandoc.Pandoc(with_works(blocks):walk(structure), document.meta)
end
