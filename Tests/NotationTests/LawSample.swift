import Calculus
import Evaluation
import Numerics
import TestSupport

@testable import Graph

/// An identity's letters with something that they stand for: both forms as nodes of a graph.
struct LawSample {
  private let identity: Identity
  private let graph = ExpressionGraph(expectedNodes: 100)
  /// What is bound to numbers.
  private var inputs: [Node] = []
  /// The left form, what the rewriter makes of it, and the right form as it is written.
  private var forms: [Node] = []

  private static let numbers: [Double] = [
    0, -0.0, 1, -1, 3, 0.1, -2.5, 0x1p-1030, 1e308, -1e308, .infinity, -.infinity, .nan,
  ]

  /// What `c` may be.
  private enum Condition: CaseIterable {
    case comparison, equality, number, yes, no, three, unknown, mixed
  }

  /// What some letter is instead of an input.
  private enum Special {
    case none
    /// `a` is 0.
    case zero
    case unit(Pattern.Letter)

    static let ofMatrices: [Special] = [.none, .unit(.matrix), .unit(.other)]
    static let ofNumbers: [Special] = [.none, .zero]
  }

  /// Of all that the letters may be, what the identity fits where it is used.
  static func all(_ place: Int, _ use: Identity.Use) -> [LawSample] {
    let identity = Identity.all[place]
    let isOfMatrices = identity.left.contains { $0.isUppercase }
    func names(_ letter: Character) -> Bool { identity.left.contains(letter) }
    let constants = [3.0, 0.5, -2, -3, 1]
    var samples: [LawSample] = []
    for shape in isOfMatrices ? [Shape(2, 2)] : [.scalar, Shape(2, 2)] {
      for k in names("k") ? constants : [1] {
        for m in names("m") ? constants : [1] {
          for condition in names("c") ? Condition.allCases : [.comparison] {
            for special in isOfMatrices ? Special.ofMatrices : Special.ofNumbers {
              let sample = LawSample(place, use, shape, k: k, m: m, condition, special)
              if let sample { samples.append(sample) }
            }
          }
        }
      }
    }
    return samples
  }

  private init?(
    _ place: Int, _ use: Identity.Use, _ shape: Shape, k: Double, m: Double,
    _ condition: Condition, _ special: Special
  ) {
    identity = Identity.all[place]
    let writer = Rewriter(graph, for: use, derivativeFrom: 0)
    var nodes: [String: Node] = ["k": graph.constant(k), "m": graph.constant(m)]
    func input(_ shape: Shape) -> Node {
      let node = graph.makeInput(shape)
      inputs.append(node)
      return node
    }
    for name in ["a", "b", "A", "B"] { nodes[name] = input(shape) }
    nodes["s"] = input(.scalar)
    if case .blocks = identity.action { nodes["B"] = input(Shape(2, 4)) }
    let ones = graph.makeArray(.expand, [graph.constant(1).index], Shape(2, 1))
    let unit = graph.makeArray(.array(.diagonalMatrix), [ones.index], Shape(2, 2))
    switch special {
    case .none: break
    case .zero: nodes["a"] = graph.constant(0)
    case .unit(let letter): nodes[letter.rawValue] = unit
    }
    // What stands beside shares is defined for shares alone.
    if identity.left.hasPrefix("centred(") || identity.left.hasPrefix("balanced(") {
      nodes["A"] = nodes["A"].map { graph.makeArray(.softmax, [$0.index], shape) }
    }
    let zero = graph.constant(0).index
    let expand = ArrayBuilder(graph, simplifies: false)
    switch condition {
    case .comparison:
      nodes["c"] = expand.expand(graph.make(.greater, input(shape).index, zero), to: shape)
    case .equality:
      nodes["c"] = expand.expand(graph.make(.equal, input(shape).index, zero), to: shape)
    case .number: nodes["c"] = input(shape)
    case .yes: nodes["c"] = graph.constant(1)
    case .no: nodes["c"] = graph.constant(0)
    case .three: nodes["c"] = graph.constant(3)
    case .unknown: nodes["c"] = graph.constant(.nan)
    case .mixed:
      guard shape == Shape(2, 2) else { return nil }
      nodes["c"] = unit
    }
    for case .isOfProgram(let letter, let pattern) in identity.conditions {
      nodes[letter.rawValue] = writer.written(pattern, nodes)
    }
    let picks = Picks(rows: 0..<2, columns: 0..<2).parameters
    let right = writer.written(Pattern(identity.right), nodes)
    var rewriter = Rewriter(graph, for: use, derivativeFrom: graph.count)
    var left = writer.written(Pattern(identity.left), nodes, inherited: picks)
    if identity.conditions.contains(where: { if case .isGuardOfPoints = $0 { true } else { false } }
    ) {
      // Guards are about single points, of which none is among the numbers.
      guard condition == .equality else { return nil }
      left = graph.operands(of: left).map(\.index).withUnsafeBufferPointer {
        graph.makeGuard(operands: $0)
      }
    }
    let record = graph[left]
    let step = Rewriter.Step(
      record.operation, graph.operands(of: left).map(\.index), graph.shape(of: left),
      isGuard: record.isGuard, origin: left.index)
    let entries = IdentityTable.entries(of: record.operation, for: use)
    guard let entry = entries.first(where: { $0.place == place }),
      let made = rewriter.applied(entry, to: step)
    else { return nil }
    forms = [left, right, Node(made)].map { Node(rewriter.fitted($0.index, step.shape)) }
  }

  /// Points at which the forms differ by more than the law gives up.
  func failures() -> [String] {
    let evaluator = Evaluator(graph, roots: forms)
    let isExact = identity.kept != .asInTextbooks
    let numbers =
      isExact ? Self.numbers : Self.numbers.filter { (0.01...100).contains($0.magnitude) }
    var failures: [String] = []
    for shift in 0..<numbers.count {
      for step in 0..<numbers.count {
        var place = shift
        for input in inputs {
          let count = graph.shape(of: input).count
          let elements = (0..<count).map { numbers[(place + $0 * (step + 1)) % numbers.count] }
          evaluator.bind(input, to: elements[...])
          place += step
        }
        evaluator.run()
        let values = forms.map { evaluator.elements($0) }
        for other in values.dropFirst() where !agree(values[0], other) {
          failures.append("\(identity.left) at \(shift), \(step): \(values)")
        }
      }
    }
    return failures
  }

  private func agree(_ one: [Double], _ other: [Double]) -> Bool {
    guard one.count == other.count else { return false }
    let size = one.reduce(0) { max($0, abs($1)) }
    return zip(one, other).allSatisfy { one, other in
      // As in textbooks: a singular matrix has no inverse.
      if other.isNaN, identity.kept == .asInTextbooks { return true }
      if one.isNaN || other.isNaN { return one.isNaN == other.isNaN }
      switch identity.kept {
      case .everyBit: return one.bitPattern == other.bitPattern
      case .signOfZeroAside: return one == other
      case .asInTextbooks: return abs(one - other) <= 1e-13 * max(1, size)
      }
    }
  }
}
