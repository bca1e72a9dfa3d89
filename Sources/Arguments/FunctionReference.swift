import Calculus

/// What `autodiff functions` prints, made from the tables of functions.
package enum FunctionReference {
  /// A form of the language that is written like a function and has no rule of its own.
  struct Form {
    let name: String
    let signature: String
    let summary: String
    /// The family in which the list shows it.
    let family: String
    let details: [(label: String, text: String)]
  }

  static var forms: [Form] {
    [
      Form(
        name: "pow", signature: "pow(x, y)", summary: "Power x to the y: the same as x^y.",
        family: "Powers and roots",
        details: [
          ("meaning", "x^y"), ("example", "autodiff grad 'pow(x, y)' x=2 y=3"),
          ("see", "autodiff functions '^'"),
        ]),
      Form(
        name: "iterate", signature: "iterate(f, n, x0)",
        summary: "Apply the function f n times, starting with x0.", family: "Iteration",
        details: [
          ("meaning", "f(f(... f(x0)))"),
          ("f", "the name of a function of one number, built-in or defined in the program"),
          ("n", "a constant whole number, 0 or above"),
          ("example", "autodiff grad 'f(x) = (x + a/x)/2; iterate(f, 6, 1)' a=2"),
        ]),
    ]
  }

  /// Everything that may be asked for: names, other names, operators.
  package static var names: [String] {
    Registry.primitives.flatMap { [$0.name] + $0.aliases } + forms.map(\.name)
  }

  /// The families of functions, without the operators.
  static var functionFamilies: [(title: String, items: [Document.Item])] {
    let operators = Registry.families.filter { family in
      family.primitives.allSatisfy { $0.form != .function }
    }.map(\.title)
    return families.filter { !operators.contains($0.title) }
  }

  /// All families with their functions: the signature and the summary of each.
  static var families: [(title: String, items: [Document.Item])] {
    var families = Registry.families.map { family in
      (family.title, family.primitives.map { item(of: $0) })
    }
    for form in forms {
      let item = Document.Item(term: form.signature, text: form.summary)
      if let index = families.firstIndex(where: { $0.0 == form.family }) {
        families[index].1.append(item)
      } else {
        families.append((form.family, [item]))
      }
    }
    return families
  }

  /// All functions by family.
  package static func list() -> String {
    let families = families
    let widest = families.flatMap(\.items).map { Wrapping.columns(of: $0.term) }.max() ?? 0
    let column = min(widest, Document.widestTerm)
    var lines: [String] = []
    for (title, items) in families {
      if !lines.isEmpty { lines.append("") }
      lines.append(title.uppercased())
      let padded = items.map {
        Document.Item(term: Wrapping.padded($0.term, to: column), text: $0.text)
      }
      lines += Document.columns(padded)
    }
    lines += ["", "`autodiff functions NAME` explains one of them."]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The entry of a function, another name of it, or an operator.
  package static func entry(named name: String) throws(ArgumentsError) -> String {
    guard let entry = lookUp(name) else { throw .unknownFunction(name: name) }
    return entry
  }

  /// The entries with a name, one after another (`-` is two operators), or nil.
  static func lookUp(_ name: String) -> String? {
    let primitives = Registry.primitives.filter { $0.name == name || $0.aliases.contains(name) }
    if !primitives.isEmpty { return primitives.map { entry($0) }.joined(separator: "\n") }
    guard let form = forms.first(where: { $0.name == name }) else { return nil }
    return render(signature: form.signature, summary: form.summary, rows: form.details)
  }

  /// `sin(x)`, `x + y`, `-x`.
  package static func signature(of primitive: Primitive) -> String {
    let names = primitive.parameters
    switch primitive.form {
    case .function:
      let list = names.joined(separator: ", ")
      return primitive.name + "(" + list + (primitive.isVariadic ? ", ...)" : ")")
    case .infix:
      return names.joined(separator: primitive.name == "^" ? "^" : " \(primitive.name) ")
    case .prefix:
      return primitive.name + names.joined()
    }
  }

  static func item(of primitive: Primitive) -> Document.Item {
    let others = primitive.aliases.isEmpty ? "" : " Also " + aliases(of: primitive) + "."
    return Document.Item(term: signature(of: primitive), text: primitive.summary + others)
  }

  static func aliases(of primitive: Primitive) -> String {
    primitive.aliases.map { "`\($0)`" }.joined(separator: ", ")
  }

  /// A signature, its summary and rows with labels.
  static func render(
    signature: String, summary: String, rows: [(label: String, text: String)]
  ) -> String {
    let widest = rows.map { Wrapping.columns(of: $0.label) }.max() ?? 0
    var lines = [signature]
    lines += Wrapping.lines(of: summary, width: Document.terminalWidth - 2).map { "  " + $0 }
    if !rows.isEmpty { lines.append("") }
    var previous = ""
    for row in rows {
      let label = row.label == previous ? "" : row.label
      previous = row.label
      let item = Document.Item(term: Wrapping.padded(label, to: widest), text: row.text)
      lines += Document.columns([item])
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
