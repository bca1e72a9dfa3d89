import Diagnostics

/// Derivatives of functions that a text defines, which many notations write with primes.
extension Formula {
  /// The derivative of a function at an argument.
  ///
  /// By a name it is `diff(f(x), x)`. At any other value the derivative is a function of its own,
  /// which is defined once: `f_prime(x) = diff(f(x), x)`.
  mutating func derivative(
    of written: String, order: Int, at argument: Int32, word: Span, span: Span,
    _ names: inout Names
  ) throws(DialectError) -> Int32 {
    guard let function = names.function(written) else {
      throw .unknownFunction(word, known: [])
    }
    if name(argument) != nil {
      return derivative(of: function, order: order, by: argument, word: word, span: span)
    }
    let primed = written + String(repeating: "'", count: order)
    let derived: String
    if let known = names.function(primed) {
      derived = known
    } else {
      derived = try names.define(function: primed, word)
      let parameter = self.name("x", word)
      let value = derivative(of: function, order: order, by: parameter, word: word, span: word)
      statements.append(
        Statement(kind: .function(derived, parameters: ["x"]), nameSpan: word, value: value))
    }
    return call(derived, [argument], word: word, span: span)
  }

  private mutating func derivative(
    of function: String, order: Int, by argument: Int32, word: Span, span: Span
  ) -> Int32 {
    var children = [call(function, [argument], word: word, span: span), argument]
    if order > 1 { children.append(number(String(order), word)) }
    return call("diff", children, word: word, span: span)
  }
}
