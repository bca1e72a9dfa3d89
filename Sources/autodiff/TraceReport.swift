import Differentiation
import Evaluation
import Graph
import Notation
import Reports

/// The trace table: steps, names, operations, values, adjoints or tangents, and the rules that gave
/// them.
final class TraceReport {
  let program: Program
  let trace: Trace
  /// Forward mode: the names of the inputs, one for each direction.
  let directions: [String]

  enum Kind { case values, adjoints, tangents }

  let kind: Kind
  /// The same steps with their tangents, which stand before the adjoints.
  var tangents: TraceReport?

  init(program: Program, trace: Trace, directions: [String], kind: Kind) {
    self.program = program
    self.trace = trace
    self.directions = directions
    self.kind = kind
  }

  // MARK: - Table

  var table: Table {
    var columns: [Table.Column] = [
      .init(name: "step"), .init(name: "name"), .init(name: "operation"), .init(name: "value"),
    ]
    switch kind {
    case .values: break
    case .adjoints:
      columns += tangents?.table.columns.dropFirst(columns.count) ?? []
      columns += [.init(name: "adjoint"), .init(name: "adjoint rule")]
    case .tangents:
      columns += directions.map {
        .init(name: directions.count == 1 ? "tangent" : "tangent \($0)")
      }
      columns.append(.init(name: "tangent rule"))
    }
    return Table(columns: columns, rows: trace.rows.indices.map(cells))
  }

  private func cells(_ index: Int) -> [Cell] {
    let row = trace.rows[index]
    let step = "\(trace.letter)\(index)"
    var cells: [Cell] = [
      .name(step), nameCell(row),
      operation(row), .matrix(row.value),
    ]
    switch kind {
    case .values: break
    case .adjoints:
      cells += tangents?.cells(index).dropFirst(cells.count) ?? []
      cells += [row.adjoint.map { .matrix($0) } ?? .empty, adjointRule(row)]
    case .tangents: cells += row.tangents.map { .matrix($0) } + [tangentRule(row)]
    }
    return cells
  }

  private func nameCell(_ row: Trace.Row) -> Cell {
    guard !row.names.isEmpty else { return .empty }
    return .formula(
      text: row.names.joined(separator: ", "),
      latex: row.names.map { LaTeX.symbol($0) }.joined(separator: ", "))
  }

  private func operation(_ row: Trace.Row) -> Cell {
    if program.graph[row.node].operation == .input { return .text("input") }
    return both { printer in printer.printOperation(row.node).text }
  }

  // MARK: - Rules

  /// A cell in the program's notation and in LaTeX.
  private func both(_ write: (any RulePrinter) -> String) -> Cell {
    .formula(
      text: write(TextRules(graph: program.graph, trace: trace, taken: program.ownNames)),
      latex: write(LatexRules(graph: program.graph, trace: trace, taken: program.ownNames)))
  }

  private func adjointRule(_ row: Trace.Row) -> Cell {
    if program.outputs.contains(where: { $0.node == row.node }) { return .text("seed") }
    guard !row.arcs.isEmpty else { return .empty }
    return both { printer in
      printer.sum(row.arcs.map { printer.term($0, printer.adjoint(of: $0.consumer), first: true) })
    }
  }

  private func tangentRule(_ row: Trace.Row) -> Cell {
    if program.graph[row.node].operation == .input {
      return isSeeded(row) ? .text("seed") : .empty
    }
    guard !row.arcs.isEmpty else { return .empty }
    return both { printer in
      printer.sum(row.arcs.map { printer.term($0, printer.tangent(of: $0.operand), first: false) })
    }
  }

  /// Whether an input is moved in one of the directions.
  private func isSeeded(_ row: Trace.Row) -> Bool {
    row.tangents.contains { $0.elements.contains { $0 != 0 } }
  }

  // MARK: - JSON

  var json: JSONValue {
    let text = TextRules(graph: program.graph, trace: trace, taken: program.ownNames)
    return .array(
      trace.rows.enumerated().map { index, row in
        var members: [(key: String, value: JSONValue)] = [
          ("step", .integer(index)), ("name", .string(text.name(of: row.node))),
          ("operation", .string(plain(operation(row)))),
          (
            "shape",
            .array([.integer(row.value.shape.rows), .integer(row.value.shape.columns)])
          ), ("value", .matrix(row.value)),
        ]
        switch kind {
        case .values: break
        case .adjoints:
          members += tangents.map { $0.tangentMembers(index) } ?? []
          members.append(("adjoint", row.adjoint.map { .matrix($0) } ?? .null))
          members.append(("rule", .string(plain(adjointRule(row)))))
        case .tangents:
          members += [
            tangentMember(row), ("rule", .string(plain(tangentRule(row)))),
          ]
        }
        return .object(members)
      })
  }

  private func tangentMember(_ row: Trace.Row) -> (key: String, value: JSONValue) {
    ("tangents", .object(zip(directions, row.tangents).map { ($0, .matrix($1)) }))
  }

  /// What a step has beside its adjoint.
  private func tangentMembers(_ index: Int) -> [(key: String, value: JSONValue)] {
    let row = trace.rows[index]
    return [tangentMember(row), ("tangent rule", .string(plain(tangentRule(row))))]
  }

  private func plain(_ cell: Cell) -> String {
    switch cell {
    case .text(let text), .formula(let text, _): text
    case .number, .integer, .matrix, .empty: ""
    }
  }
}

extension Cell {
  /// A name of the program.
  static func name(_ name: String) -> Cell { .formula(text: name, latex: LaTeX.symbol(name)) }
}
