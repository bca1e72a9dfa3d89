/// The distance of two doubles in units in the last place of the expected one.
package func ulps(_ value: Double, _ expected: Double) -> Double {
  if value == expected || (value.isNaN && expected.isNaN) { return 0 }
  guard value.isFinite, expected.isFinite else { return .infinity }
  return abs(value - expected) / max(expected.ulp, .leastNonzeroMagnitude)
}
