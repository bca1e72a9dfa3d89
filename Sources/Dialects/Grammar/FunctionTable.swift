/// The functions of a dialect: how each is called, and the formula of ours that it is.
///
/// A row is a pair of texts, such as `("ArcTan[x, y]", "atan2(y, x)")`. The names between the
/// brackets stand for the arguments; a number there (`norm(x, 1)`) or a keyword with its value
/// (`sum(x, axis=0)`) must be in the call as it is in the row, and `base=$b` names the value of a
/// keyword. `...` is all further arguments.
struct FunctionTable: Sendable {
  struct Row: Sendable {
    enum Parameter: Equatable {
      case argument(String)
      case literal(String)
      case keyword(String, value: String)
      case others
    }

    /// As the table has it, for messages.
    let form: String
    let parameters: [Parameter]
    let formula: String
  }

  private var rows: [String: [(form: String, formula: String)]] = [:]
  private var notes: [String: String] = [:]
  private var refused: [String: RefusedForm] = [:]
  private let foldsCase: Bool
  /// By form, the formulas for arguments of other forms than a number or a vector; nil where there
  /// is none.
  private(set) var others: [String: [Extent: String?]] = [:]
  private var namesOfOthers: Set<String> = []
  private var wholes: Set<String> = []
  private var wholeKeepers: Set<String> = []
  private let shapedByFirst: Set<String>

  /// - Parameters:
  ///   - same: functions of one argument that are called alike in our language, between blanks.
  ///   - notes: what to say where a function is used.
  ///   - matrices: the formulas of forms whose first argument is a matrix; "" where there is none.
  ///     Where it may be one, the note is printed.
  ///   - numbers: the same for numbers.
  ///   - vectorRows: the same for rows.
  ///   - wholes: functions that give whole numbers, and those that do where all arguments are such.
  ///   - shapedByFirst: functions whose value has the form of their first argument.
  ///   - foldsCase: `SIN` and `sin` are one function.
  init(
    same: String = "", _ rows: [(String, String)] = [], matrices: [String: String] = [:],
    numbers: [String: String] = [:], vectorRows: [String: String] = [:],
    notes: [String: String] = [:],
    refused: [String: RefusedForm] = [:], wholes: (always: String, keeping: String) = ("", ""),
    shapedByFirst: Set<String> = [], foldsCase: Bool = false
  ) {
    self.foldsCase = foldsCase
    self.shapedByFirst = shapedByFirst
    for (form, formula) in matrices {
      others[form, default: [:]][.matrix] = .some(formula.isEmpty ? nil : formula)
    }
    namesOfOthers = Set(matrices.keys.map { key(String($0.prefix { $0 != "(" && $0 != "[" })) })
    for (form, formula) in vectorRows { others[form, default: [:]][.row] = .some(formula) }
    for (form, formula) in numbers { others[form, default: [:]][.number] = .some(formula) }
    self.wholes = Set(wholes.always.split(separator: " ").map { key(String($0)) })
    wholeKeepers = Set(wholes.keeping.split(separator: " ").map { key(String($0)) })
    for name in same.split(separator: " ") {
      self.rows[key(String(name)), default: []].append(("\(name)(x)", "\(name)(x)"))
    }
    for (form, formula) in rows {
      let name = String(form.prefix { $0 != "(" && $0 != "[" })
      self.rows[key(name), default: []].append((form, formula))
    }
    for (name, note) in notes { self.notes[key(name)] = note }
    for (name, form) in refused { self.refused[key(name)] = form }
  }

  private func key(_ name: String) -> String { foldsCase ? name.uppercased() : name }

  var names: [String] { rows.keys.sorted() }

  /// All rows, as the table has them.
  var forms: [String] { rows.keys.sorted().flatMap { rows[$0]?.map(\.form) ?? [] } }

  /// The rows of a name: nil where it is not known.
  func rows(of name: String) -> [Row]? {
    rows[key(name)]?.map {
      Row(form: $0.form, parameters: Self.parameters($0.form), formula: $0.formula)
    }
  }

  func isKnown(_ name: String) -> Bool {
    rows[key(name)] != nil || refused[key(name)] != nil
  }

  /// Whether a function gives whole numbers.
  func isWhole(_ name: String) -> Bool { wholes.contains(key(name)) }

  func isShapedByFirst(_ name: String) -> Bool { shapedByFirst.contains(key(name)) }

  func keepsWhole(_ name: String) -> Bool { wholeKeepers.contains(key(name)) }

  /// Whether a note on a function is about arguments of another form.
  func isAboutForms(_ name: String) -> Bool { namesOfOthers.contains(key(name)) }

  func note(on name: String) -> String? { notes[key(name)] }

  func refusal(of name: String) -> RefusedForm? { refused[key(name)] }

  /// What stands between the brackets of a form.
  private static func parameters(_ form: String) -> [Row.Parameter] {
    let inner = form.drop { $0 != "(" && $0 != "[" }.dropFirst().dropLast()
    return inner.split(whereSeparator: { $0 == "," || $0 == ";" }).map { part in
      let text = String(part.drop { $0 == " " })
      if text == "..." { return .others }
      if let equals = text.firstIndex(of: "=") {
        return .keyword(String(text[..<equals]), value: String(text[text.index(after: equals)...]))
      }
      // `'abs2` is that word.
      if text.first == "'" { return .literal(String(text.dropFirst())) }
      let isName = text.first.map { $0.isLowercase } ?? false
      return isName ? .argument(text) : .literal(text)
    }
  }
}
