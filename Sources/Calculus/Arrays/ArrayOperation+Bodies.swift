import Numerics

/// Steps that hold a body, and what only steps in bodies do.
extension ArrayOperation {
  static let bodies: [ArrayOperation] = [loop, reverseLoop, gather, scatter]

  package static let loop = ArrayOperation(
    "loop", form: .hidden, summary: "The last states of an iteration.", meaning: .body(.loop),
    shape: ShapeRules.same)

  package static let reverseLoop = ArrayOperation(
    "reverseloop", form: .hidden,
    summary: "The adjoints of an iteration's start values and of what its steps read from outside.",
    meaning: .body(.reverseLoop), shape: ShapeRules.same)

  package static let gather = ArrayOperation(
    "gather", form: .hidden, operands: ["A", "P"],
    summary: "The elements of A at places that are computed: in the order of vec, from 0.",
    meaning: .step(.ofMatrices, Rearrangement.gather), shape: { operands, _ in (operands[1], []) },
    tangents: ["gather(dA, P)", nil], adjoints: ["scatter(G, P, A)", nil])

  package static let scatter = ArrayOperation(
    "scatter", form: .hidden, operands: ["X", "P", "A"],
    summary: "X at places that are computed, zeros elsewhere, in the shape of A.",
    meaning: .step(.ofMatrices, Rearrangement.scatter),
    shape: { operands, _ in (operands[2], []) }, tangents: ["scatter(dX, P, A)", nil, nil],
    adjoints: ["gather(G, P)", nil, nil])
}
