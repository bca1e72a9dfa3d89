/// Steps that hold a body.
extension ArrayOperation {
  static let bodies: [ArrayOperation] = [loop, reverseLoop]

  package static let loop = ArrayOperation(
    "loop", form: .hidden, summary: "The last states of an iteration.", meaning: .body(.loop),
    shape: ShapeRules.same)

  package static let reverseLoop = ArrayOperation(
    "reverseloop", form: .hidden,
    summary: "The adjoints of an iteration's start values and of what its steps read from outside.",
    meaning: .body(.reverseLoop), shape: ShapeRules.same)
}
