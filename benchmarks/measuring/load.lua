-- wrk script: asks the same path again and again, or, with a word to mix in, each time another text.
-- Arguments: path with query part, Accept, word or "".

function init(arguments)
  local asked, accept, word, count = arguments[1], arguments[2], arguments[3], 0
  wrk.headers["Accept"] = accept
  wrk.path = asked
  if word ~= "" then
    math.randomseed(os.time())
    request = function()
      count = count + 1
      -- A line feed and a comment at the end of the query.
      return wrk.format("GET", asked .. "%0A%23%20" .. word .. "-" .. count .. "-" .. math.random(1e9))
    end
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "bytes": %d, "microseconds": %d, "p50": %.1f, "p99": %.1f, ' ..
    '"bad_status": %d, "broken": %d, "late": %d}\n',
    summary.requests, summary.bytes, summary.duration,
    latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write, errors.timeout))
end
