-- Requests as they come from a day of use, mixed at random with a fixed seed: most are tiles of a map that people pan and
-- zoom, some are pages and tables, some are mistakes, some ask whether anything has changed.

local encodings = { "gzip, deflate, br, zstd", "gzip, deflate, br", "gzip", "identity" }
local years = { "2020", "2021", "2022", "2023", "window" }
local groups = { "return_migrants", "emigrants" }
local levels = { "admin1", "admin2", "community" }
local tag = os.getenv("ROUNDS_TAG")
local thread_number = 0

function setup(thread)
  thread_number = thread_number + 1
  thread:set("seed", thread_number)
end

function init()
  math.randomseed(seed)
end

local function one_of(list)
  return list[math.random(#list)]
end

-- A tile somewhere in the country: longitude 69 to 80, latitude 39 to 43.
local function tile()
  local z = math.random(0, 12)
  local n = 2 ^ z
  local lon, lat = 69 + 11 * math.random(), math.rad(39 + 4 * math.random())
  local x = math.floor((lon + 180) / 360 * n)
  local y = math.floor((1 - math.log(math.tan(lat) + 1 / math.cos(lat)) / math.pi) / 2 * n)
  local collection = one_of({ "admin1", "admin2", "communities" })
  return string.format("/tiles/%s/%d/%d/%d.mvt?year=%s", collection, z, x, y, one_of(years))
end

local function items()
  local west, south = 69 + 10 * math.random(), 39 + 3 * math.random()
  return string.format("/collections/communities/items?bbox=%.3f,%.3f,%.3f,%.3f&limit=%d&year=%s",
    west, south, west + 1, south + 1, one_of({ 10, 100, 1000 }), one_of(years))
end

local function values()
  return string.format("/indicators/%s/values?by=%s&year=%s", one_of(groups), one_of(levels), one_of(years))
end

local function noise()
  return string.format("/tiles/admin2/5/22/11.mvt?%x=%x", math.random(0, 2 ^ 31), math.random(0, 2 ^ 31))
end

function request()
  local dice = math.random()
  local headers = { ["Accept-Encoding"] = one_of(encodings) }
  local path
  if dice < 0.6 then
    path = tile()
  elseif dice < 0.75 then
    path = items()
  elseif dice < 0.85 then
    path = values()
  elseif dice < 0.95 then
    path = noise()
  else
    path = "/rounds"
    headers["Accept-Encoding"] = "gzip"
    headers["If-None-Match"] = tag
  end
  return wrk.format("GET", path, headers)
end
