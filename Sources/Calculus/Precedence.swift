/// How tightly the operators of printed forms bind, loosest first; the parser's own table has the
/// same order, and whatever is printed is parsed again by the tests.
package enum Precedence {
  package static let or = 1
  package static let and = 2
  package static let comparison = 3
  package static let sum = 5
  package static let product = 6
  package static let sign = 7
  package static let power = 8
}
