import Calculus

/// What `autodiff functions` prints, made from the tables of functions and of array operations.
package enum FunctionReference {
  /// A labelled line of an entry.
  typealias Row = (label: String, text: String)

  /// The section of the list that holds the operators of matrices.
  static let matrixOperators = "Matrix operators"

  /// Everything that may be asked for: names, other names, operators, and at the end the names that
  /// occur only in rules.
  package static var names: [String] {
    Registry.primitives.flatMap { [$0.name] + otherNames(of: $0) } + forms.map(\.name)
      + written.flatMap { [$0.name] + $0.aliases } + ruleNames
  }

  /// The array operations that programs write by a name or an operator.
  static var written: [ArrayOperation] {
    ArrayRegistry.operations.filter { operation in
      switch operation.form {
      case .function, .infix, .postfix: true
      case .brackets, .hidden: false
      }
    }
  }

  /// The array operations that programs write by brackets.
  static var bracketed: [ArrayOperation] {
    ArrayRegistry.operations.filter { operation in
      switch operation.form {
      case .brackets: true
      case .function, .infix, .postfix, .hidden: false
      }
    }
  }

  // MARK: - The list

  /// One line of the list.
  struct Line {
    /// `sum(A), sum(A, dim)`.
    let signature: String
    /// `sum(A)`, where there is no room.
    let shortSignature: String
    let summary: String

    init(_ signature: String, short: String? = nil, _ summary: String) {
      self.signature = signature
      shortSignature = short ?? signature
      self.summary = summary
    }

    var item: Document.Item { Document.Item(term: signature, text: summary) }
  }

  /// A section of the list.
  typealias Family = (title: String, lines: [Line])

  /// The families of functions, without the operators.
  static var functionFamilies: [Family] {
    let operators = Registry.families.filter { family in
      family.primitives.allSatisfy { $0.form != .function }
    }.map(\.title)
    return families.filter { $0.title != matrixOperators && !operators.contains($0.title) }
  }

  /// All families with their functions: operators, functions of numbers, functions of matrices.
  static var families: [Family] {
    var families = Registry.families.map { family in
      (title: family.title, lines: family.primitives.map { line(of: $0) })
    }
    families.insert((matrixOperators, matrixOperatorLines), at: 1)
    for form in forms where form.family != matrixOperators {
      let line = Line(form.signature, form.summary)
      if let index = families.firstIndex(where: { $0.title == form.family }) {
        families[index].lines.append(line)
      } else {
        families.append((form.family, [line]))
      }
    }
    for family in ArrayRegistry.families {
      let functions = family.operations.filter { $0.form == .function }
      guard !functions.isEmpty else { continue }
      families.append((family.title, functions.map { line(of: $0) }))
    }
    return families
  }

  /// Products, powers and transposes, and then what brackets write.
  private static var matrixOperatorLines: [Line] {
    let operators = ArrayRegistry.operations.filter { operation in
      switch operation.form {
      case .infix, .postfix: true
      case .function, .brackets, .hidden: false
      }
    }
    return operators.map { line(of: $0) }
      + forms.filter { $0.family == matrixOperators }.map { Line($0.signature, $0.summary) }
      + bracketed.map { line(of: $0) }
  }

  /// All functions by family.
  package static func list() -> String {
    let families = families
    let widest =
      families.flatMap(\.lines).map { Wrapping.columns(of: $0.signature) }
      .filter { $0 <= Document.widestTerm }.max() ?? 0
    var lines: [String] = []
    for (title, functions) in families {
      if !lines.isEmpty { lines.append("") }
      lines.append(title.uppercased())
      lines += Document.columns(
        functions.map {
          Document.Item(term: Wrapping.padded($0.signature, to: widest), text: $0.summary)
        })
    }
    let closing = """
      Functions of numbers act on a matrix element by element. `autodiff functions NAME` explains \
      one function or operator.
      """
    lines += [""] + Wrapping.lines(of: closing, width: Document.terminalWidth)
    return lines.joined(separator: "\n") + "\n"
  }

  static func line(of primitive: Primitive) -> Line {
    Line(signature(of: primitive), primitive.summary + also(otherNames(of: primitive)))
  }

  static func line(of operation: ArrayOperation) -> Line {
    Line(
      signature(of: operation), short: signatures(of: operation).first,
      operation.summary + also(operation.aliases))
  }

  /// The names that a function has beside its own. The function form of an operator is no other
  /// name of it: it has an entry (see `forms`).
  static func otherNames(of primitive: Primitive) -> [String] {
    primitive.form == .function ? primitive.aliases : []
  }

  private static func also(_ aliases: [String]) -> String {
    aliases.isEmpty ? "" : " Also " + aliases.map { "`\($0)`" }.joined(separator: ", ") + "."
  }

  /// `sin(x)`, `x + y`, `-x`.
  package static func signature(of primitive: Primitive) -> String {
    let names = primitive.parameters
    switch primitive.form {
    case .function, .hidden:
      let list = names.joined(separator: ", ")
      return primitive.name + "(" + list + (primitive.isVariadic ? ", ...)" : ")")
    case .infix:
      return names.joined(separator: primitive.name == "^" ? "^" : " \(primitive.name) ")
    case .prefix:
      return primitive.name + names.joined()
    }
  }

  // MARK: - Entries

  /// The entry of a function, another name of it, or an operator.
  package static func entry(named name: String) throws(ManualError) -> String {
    guard let entry = lookUp(name) ?? entry(written: name) else {
      throw .unknownFunction(name: name)
    }
    return entry
  }

  /// The entries with a name, one after another (`-` is two operators, `max` is of several numbers
  /// or of a matrix), or nil.
  static func lookUp(_ name: String) -> String? {
    let primitives = Registry.primitives.filter {
      $0.name == name || otherNames(of: $0).contains(name)
    }
    let operations = ArrayRegistry.operations.filter {
      $0.name == name || $0.aliases.contains(name) || keys(of: $0).contains(name)
    }
    var entries = primitives.map { entry($0) }
    entries += operations.map { entry($0) }
    entries += forms.filter { $0.name == name }.map {
      render(signature: $0.signature, summary: $0.summary, rows: $0.details)
    }
    // Of `reshape` and its like, what rules write is the same name with a shape for the sizes.
    if entries.isEmpty { entries += shapedEntry(named: name).map { [$0] } ?? [] }
    return entries.isEmpty ? nil : entries.joined(separator: "\n")
  }

  /// The entry of what the reference writes so: `x^y`, `A'`.
  private static func entry(written text: String) -> String? {
    let asked = text.filter { $0 != " " }
    func isAsked(_ signature: String) -> Bool { signature.filter { $0 != " " } == asked }
    let primitives = Registry.primitives.filter { isAsked(signature(of: $0)) }
    let operations = ArrayRegistry.operations.filter { isAsked(signature(of: $0)) }
    let entries = primitives.map { entry($0) } + operations.map { entry($0) }
    return entries.isEmpty ? nil : entries.joined(separator: "\n")
  }

  /// A signature, its summary and rows with labels.
  static func render(
    signature: String, summary: String, rows: [Row]
  ) -> String {
    let widest = rows.map { Wrapping.columns(of: $0.label) }.max() ?? 0
    var lines = [signature]
    lines += Wrapping.lines(of: summary, width: Document.terminalWidth - 2).map { "  " + $0 }
    if !rows.isEmpty { lines.append("") }
    var previous = ""
    for row in rows {
      let label = row.label == previous ? "" : row.label
      previous = row.label
      let isCommand = row.label == "example"
      if isCommand, 2 + widest + 2 + Wrapping.columns(of: row.text) > Document.terminalWidth {
        // A command is never broken, so that it can be copied.
        lines += ["  " + row.label, "    " + row.text]
        continue
      }
      let item = Document.Item(term: Wrapping.padded(label, to: widest), text: row.text)
      lines += Document.columns([item])
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
