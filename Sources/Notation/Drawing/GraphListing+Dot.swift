import Calculus
import Graph

/// The graph in the language of Graphviz.
extension GraphListing {
  /// A picture: inputs green, the program's steps blue, the derivative's orange, outcomes without a
  /// box. Edges go from operands to what is computed from them, with a number where their order
  /// matters. Constants are part of the step's own text.
  ///
  /// - Parameter notes: by step.
  package func dot(notes: [[StepNote]] = []) -> String {
    var lines = [
      "digraph program {", "  rankdir=BT;",
      "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11,"
        + " color=\"#555555\"];",
      "  edge [fontname=\"Helvetica\", fontsize=9, color=\"#555555\", arrowsize=0.7];",
    ]
    let hasDerived = steps.contains(where: \.isDerived)
    for isDerived in hasDerived ? [false, true] : [false] {
      if hasDerived {
        lines.append("  subgraph cluster_\(isDerived ? "derivative" : "program") {")
        lines.append(
          "    label=\"\(isDerived ? "derivative" : "program")\"; fontname=\"Helvetica\";"
            + " color=\"#bbbbbb\";")
      }
      for (index, step) in steps.enumerated() where step.isDerived == isDerived {
        lines.append(
          (hasDerived ? "    " : "  ") + box(step, notes.isEmpty ? [] : notes[index]))
      }
      if hasDerived { lines.append("  }") }
    }
    for step in steps { lines += edges(to: step) }
    for (index, outcome) in outcomes.enumerated() { lines += picture(of: outcome, index) }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private func box(_ step: Step, _ notes: [StepNote]) -> String {
    var text = step.operation.isEmpty ? step.name : "\(step.name) = \(step.operation)"
    if !step.shape.isScalar { text += "\n\(step.shape)" }
    for note in notes where !note.text.isEmpty {
      text += "\n\(note.label == "value" ? "" : note.label + " ")\(note.text)"
    }
    let fill =
      graph[step.node].operation == .input
      ? "#d5ecd0" : step.isDerived ? "#fde3c8" : "#d6e4f5"
    return "n\(step.node.index) [label=\"\(GraphListing.quoted(text))\", fillcolor=\"\(fill)\"];"
  }

  /// An arrow from each operand that is no constant.
  private func edges(to step: Step) -> [String] {
    let operands = graph.operands(of: step.node).map { graph.passedThrough($0) }
    guard !operands.isEmpty else { return [] }
    let drawn = operands.enumerated().filter { graph.constantValue($1) == nil }
    let hasOrder = drawn.count > 1 && !isCommutative(step.node)
    return drawn.map { number, operand in
      "  n\(operand.index) -> n\(step.node.index)"
        + (hasOrder ? " [label=\"\(number + 1)\"]" : "") + ";"
    }
  }

  private func isCommutative(_ node: Node) -> Bool {
    let operation = graph[node].operation
    switch operation {
    case .add, .multiply, .and, .or, .equal, .notEqual: return true
    default: return !operation.isArray && operation.traits.isFold
    }
  }

  private func picture(of outcome: Outcome, _ index: Int) -> [String] {
    let isConstant = graph.constantValue(outcome.node) != nil
    let label =
      isConstant ? "\(outcome.label) = \(name(of: outcome.node))" : outcome.label
    let node =
      "  r\(index) [label=\"\(GraphListing.quoted(label))\", shape=plaintext, style=\"\"];"
    return isConstant ? [node] : [node, "  n\(outcome.node.index) -> r\(index) [style=dashed];"]
  }

  /// Text inside quotation marks; long text is cut.
  private static func quoted(_ text: String) -> String {
    var result = ""
    for character in text.count > mostCharacters ? text.prefix(mostCharacters) + "…" : text[...] {
      switch character {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }

  private static let mostCharacters = 120
}
