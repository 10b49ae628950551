-- Asks for one path of a file after the other. Each thread begins elsewhere and goes on by steps of its own: two that went the same
-- way would come to walk side by side, and a server that works out equal questions once would have half the work.

local threads = 0
local steps = {1, 7, 11, 13}

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init()
  requests = {}
  for path in io.lines(os.getenv("BENCH_PATHS")) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
  at = math.floor(#requests / 2) * number
  step = steps[number % #steps + 1]
end

function request()
  at = (at + step) % #requests
  return requests[at + 1]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "worst": %f, ' ..
    '"errors": {"connect": %d, "read": %d, "write": %d, "status": %d, "timeout": %d}}\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
