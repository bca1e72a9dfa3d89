import Calculus
import Diagnostics
import Language
import Numerics

/// A mistake in what a program means, found when it becomes graph: one case for each.
package enum LoweringError: Error, Equatable {
  case duplicateDefinition(name: String, Span, first: Span)
  case redefinesBuiltin(name: String, Span)
  case usedBeforeDefinition(name: String, Span, definition: Span)
  case selfReference(name: String, Span)
  case unknownFunction(name: String, Span, known: [String], isValue: Bool)
  case wrongArity(
    name: String, Span, parameters: [String], isVariadic: Bool, optional: Int, given: Int)
  case functionWithoutArguments(name: String, Span)
  case iterateNeedsFunction(Span)
  /// A count that hangs on inputs, or a number that is none.
  case iterateNeedsCount(Span, count: Double?)
  case needsConstantInteger(function: String, parameter: String, Span)
  /// More operations than are made; where they were counted before, how many at most.
  case tooLarge(Span, limit: Int, expected: Double?)
  case derivativeTooLarge(Span, nodeCount: Int)
  case noOutput(Span, function: String)
  /// Operands whose shapes do not fit.
  case shape(ShapeError, SyntaxLocation)
  /// The second argument of `diff` and the like is no name of a value that varies.
  case derivativeByExpression(function: String, Span)
  /// The second argument is a list, but not one of names whose elements follow each other.
  case derivativeByList(function: String, Span)
  case derivativeByWholeNumber(function: String, Span, WholeNumber)
  /// A definition inside parentheses takes a name that is known there.
  case localHides(name: String, Span, NameKind, first: Span?)
  /// A name that is defined inside parentheses, used outside of them.
  case localOutside(name: String, Span, definition: Span)
  /// What the program's form hangs on has no value.
  case wholeNumberWithoutValue(name: String, Span)
  case notWhole(name: String, Double, Span, isRange: Bool)
  /// A mistake of a program whose form hangs on whole numbers.
  indirect case withNumbers(LoweringError, [WholeNumber])
  case unknownOutput(String, known: [String])
  /// A column of a value that is no input with a file. Where nothing gives the name a value, the
  /// point or the quotation mark is what is wrong.
  case columnOfNoFile(name: String, Span, point: Span, isBound: Bool)
  /// A column of a file whose first line does not name as many columns as there are.
  case unnamedColumns(Span, file: String, names: Int, columns: Int)
  case unknownColumn(Span, String, file: String, known: [String])
  case repeatedColumn(Span, String, file: String)

  /// What a name may stand for.
  package enum NameKind: String, Sendable { case input, definition, function, parameter, constant }
}

extension LoweringError {
  /// The message for a person.
  package func diagnostic(in source: SourceText) -> Diagnostic {
    func report(
      _ headline: String, _ span: Span, _ label: String = "",
      secondary: [Diagnostic.Label] = [], help: [String] = []
    ) -> Diagnostic {
      Diagnostic(
        .error, headline, source: source, primary: [.init(span, label)], secondary: secondary,
        helps: help)
    }

    switch self {
    case .duplicateDefinition(let name, let span, let first):
      return report(
        "`\(name)` is defined twice", span, "defined again here",
        secondary: [.init(first, "first definition")],
        help: ["give the second value a name of its own"])
    case .redefinesBuiltin(let name, let span):
      return report(
        "`\(name)` is a built-in function and cannot be redefined", span,
        help: ["choose another name, such as `my_\(name)`"])
    case .usedBeforeDefinition(let name, let span, let definition):
      return report(
        "`\(name)` is used before its definition", span,
        secondary: [.init(definition, "defined here")],
        help: ["move the definition of `\(name)` before its use"])
    case .selfReference(let name, let span):
      return report(
        "the definition of `\(name)` uses itself", span,
        help: ["a definition may use only what stands before it; `iterate(f, n, x0)` repeats"])
    case .unknownFunction(let name, let span, let known, let isValue):
      return unknownFunction(name, span, known, isValue, in: source)
    case .wrongArity(
      let name, let span, let parameters, let isVariadic, let optional, let given):
      return report(
        "`\(name)` takes \(needs(parameters.count, isVariadic, optional)), not \(spelled(given))",
        span, help: ["write `\(signature(name, parameters, isVariadic, optional))`"])
    case .functionWithoutArguments(let name, let span):
      return report(
        "`\(name)` is a function and needs arguments", span, help: ["write `\(name)(…)`"])
    case .iterateNeedsFunction(let span):
      return report(
        "`iterate` needs the name of a function of one argument, or of two", span,
        help: [
          "write `f(x) = …; iterate(f, 10, x0)`, or `f(x, k) = …` with the number of the step"
        ])
    case .iterateNeedsCount(let span, let count?):
      return report(
        "`iterate` needs a whole number of steps, 0 or more, not \(DecimalWriter.text(count))",
        span,
        help: ["write a count, as in `iterate(f, 10, x0)`"])
    case .iterateNeedsCount(let span, nil):
      return report(
        "`iterate` needs a whole number of steps that depends on no input", span,
        help: ["write the number itself, as in `iterate(f, 10, x0)`"])
    case .needsConstantInteger(let function, let parameter, let span):
      return report(
        "the argument `\(parameter)` of `\(function)` must be a constant whole number", span,
        help: ["write a number such as `2`"])
    case .tooLarge(let span, let limit, nil):
      return report(
        "this expands to more than \(limit) operations", span,
        help: ["reduce the number of repetitions"])
    case .tooLarge(let span, let limit, let expected?):
      let size = DecimalWriter.text(expected, significantDigits: 2)
      return report(
        "this expands to up to \(size) operations: at most \(limit) are made", span,
        help: [
          "reduce the repetitions, or the calls: those with the same arguments are expanded once"
        ])
    case .derivativeTooLarge(let span, let count):
      return report(
        "this derivative has about \(count) steps, and \(Lowering.expansionLimit) are the most",
        span, help: ["ask for a lower order; `autodiff taylor` gives values up to order 100"])
    case .noOutput(let span, let function):
      return report(
        "the program defines functions and computes nothing", span,
        help: ["add an expression, such as `\(function)(1)`"])
    case .shape(let error, let place):
      return error.diagnostic(at: place, in: source)
    case .derivativeByList(let function, let span):
      return report(
        "`\(function)` cannot differentiate by this list", span,
        help: [
          "a list holds names, each once: numbers and columns as `[x; y]`, matrices as `[A, B]`"
        ])
    case .derivativeByExpression(let function, let span):
      return report(
        "`\(function)` differentiates by a name, and this is none", span,
        help: [
          "give the expression a name: `a = …; \(function)(f, a)`"
            + (function == DerivativeFunction.diff.name
              ? "" : "; several names are `\(function)(f, [x; y])`")
        ])
    case .derivativeByWholeNumber, .localHides, .localOutside, .wholeNumberWithoutValue, .notWhole,
      .withNumbers:
      return ofNames(in: source)
    case .columnOfNoFile(let name, let span, _, _):
      return report(
        "`\(name)` has no columns with names", span, "not bound to a file",
        help: ["bind a file whose first line names its columns: `\(name)=@data.csv`"])
    case .unnamedColumns(let span, let file, let names, let columns):
      return report(
        names == 0
          ? "`\(file)` does not name its columns"
          : "`\(file)` has \(names) names for \(columns) columns", span,
        help: ["a column is picked by its number, too: `[:, 1]`"])
    case .unknownColumn(let span, let column, let file, let known):
      let near = closest(to: column, among: known).map { "did you mean `\($0)`?" }
      let shown = known.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
      return report(
        "`\(file)` has no column `\(column)`", span,
        help: [near ?? "its columns are \(shown)\(known.count > 8 ? ", …" : "")"])
    case .repeatedColumn(let span, let column, let file):
      return report(
        "`\(file)` has two columns `\(column)`", span,
        help: ["pick one by its number: `[:, 1]`"])
    case .unknownOutput(let name, let known):
      let near = closest(to: name, among: known).map { "did you mean `\($0)`?" }
      return Diagnostic(
        .error, "the program defines no `\(name)`",
        helps: [near ?? "`--output` takes names that the program defines"])
    }
  }

  private func needs(_ count: Int, _ isVariadic: Bool, _ optional: Int) -> String {
    if isVariadic { return count == 1 ? "one argument or more" : "two arguments or more" }
    let least = optional > 0 ? "\(spelled(count - optional)) or " : ""
    return least + (count == 1 ? "one argument" : "\(spelled(count)) arguments")
  }

  private func signature(
    _ name: String, _ parameters: [String], _ isVariadic: Bool, _ optional: Int
  ) -> String {
    var shown = Array(parameters.dropLast(optional))
    if shown.count > 8 { shown[3..<(shown.count - 1)] = ["…"] }
    return "\(name)(\(shown.joined(separator: ", "))\(isVariadic ? ", …" : ""))"
  }

  private func spelled(_ count: Int) -> String {
    let words = ["none", "one", "two", "three", "four"]
    return count < words.count ? words[count] : "\(count)"
  }

  private func unknownFunction(
    _ name: String, _ span: Span, _ known: [String], _ isValue: Bool, in source: SourceText
  ) -> Diagnostic {
    let builtins = Registry.primitives.lazy.filter { $0.form == .function }
    let candidates =
      known + builtins.map(\.name) + builtins.flatMap(\.aliases)
      + Registry.primitives.filter { $0.form != .function }.flatMap(\.aliases)
      + [LanguageWords.iterate] + DerivativeFunction.allCases.map(\.name)
      + ArrayRegistry.operations.filter { $0.form == .function }.map(\.name)
    var helps: [String] = []
    if isValue {
      helps.append(
        "`\(name)` is a value; write `\(name)*(…)` to multiply, `\(name)[…]` to pick an element")
    } else if let meant = Synonyms.meant(by: name, among: Synonyms.functions) {
      helps.append("write `\(meant)`; `autodiff functions` lists them all")
    } else if let near = closest(to: name, among: candidates) {
      helps.append("did you mean `\(near)`?  `autodiff functions` lists them all")
    } else {
      helps.append("`autodiff functions` lists them all; `\(name)(t) = …` defines one")
    }
    return Diagnostic(
      .error, "unknown function `\(name)`", source: source,
      primary: [.init(span, "no function has this name")], helps: helps)
  }
}
