import Numerics

/// Steps that hold a body. What they do is no kernel: the body is a part of the graph.
extension ArrayOperation {
  static let bodies: [ArrayOperation] = [loop, reverseLoop]

  package static let loop = ArrayOperation(
    "loop", form: .hidden, summary: "The last states of an iteration.",
    meaning: .step(.body(.loop), noKernel), shape: ShapeRules.same, layout: .call)

  package static let reverseLoop = ArrayOperation(
    "reverseloop", form: .hidden, summary: "The adjoints of an iteration's start and captures.",
    meaning: .step(.body(.reverseLoop), noKernel), shape: ShapeRules.same, layout: .call)

  private static let noKernel: ArrayKernel = { _, _ in
    preconditionFailure("who evaluates a graph runs its bodies")
  }
}
