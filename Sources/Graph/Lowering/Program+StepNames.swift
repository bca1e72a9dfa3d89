import Diagnostics
import Numerics

/// What a program calls its steps.
extension Program {
  /// A step's name.
  package struct StepName: BitwiseCopyable, Sendable {
    package let node: Node
    let span: Span
    /// From 2 on where the name stands for several steps; 1 for the first.
    let number: Int32
  }

  /// The names of steps, those of definitions first, then those inside parentheses. Of these, steps
  /// that have a name already get no other.
  package var stepNames: [StepName] {
    var names = definitions.map { StepName(node: $0.node, span: $0.nameSpan, number: 1) }
    guard !locals.isEmpty else { return names }
    var isNamed = Set(names.map(\.node)).union(inputs.map(\.node))
    var taken = Set(
      (definitions.map(\.nameSpan) + inputs.map(\.span) + localNames).map { text($0) })
    var numbers: [String: Int32] = [:]
    for local in locals where graph[local.node].operation.isComputed {
      guard isNamed.insert(local.node).inserted else { continue }
      let name = text(local.nameSpan)
      var number = numbers[name].map { $0 + 1 } ?? 1
      while number > 1, !taken.insert(Program.numbered(name, number)).inserted { number += 1 }
      numbers[name] = number
      names.append(StepName(node: local.node, span: local.nameSpan, number: number))
    }
    return names
  }

  /// The name as it is shown.
  package func text(_ name: StepName) -> String { Program.numbered(text(name.span), name.number) }

  private static func numbered(_ name: String, _ number: Int32) -> String {
    number == 1 ? name : "\(name)_\(number)"
  }
}
