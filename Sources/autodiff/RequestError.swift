import Diagnostics
import Dialects
import Graph
import Numerics
import Records

/// A question that a program cannot answer: it fits the command line, but not this program.
enum RequestError: Error {
  case severalOutputs(count: Int, names: [String], command: String)
  case unknownInput(name: String, inputs: [String], isDefined: Bool)
  /// What the program's form hangs on does not vary.
  case wholeNumber(WholeNumber, inputs: [String], SourceText)
  case noInputs(purpose: String)
  case randomWithoutRange
  case unboundedRange(name: String)
  case noFinitePoint(tries: Int)
  /// A gradient is of a number.
  case arrayOutput(Shape, Span, SourceText, command: String)
  /// Forward mode has a column for each element.
  case tooManyDirections(Int)
  /// Both sweeps stand side by side in a trace only.
  case bothWithoutTrace
  /// LaTeX alone has documents.
  case standaloneCode(language: String)
  /// Code with a statement for each of very many derivatives.
  case largeCode(derivative: String, count: Int)
  /// A matrix that is too large to be printed whole, but not without its zeros.
  case largeMatrix(rows: Int, columns: Int, most: Int)
  /// A matrix of too many elements that may differ from 0.
  case fullMatrix(rows: Int, columns: Int, count: Int?, most: Int, product: String)
  case withoutDirection([String])
  /// Two directions for one input.
  case repeatedDirection(name: String)
  case wrongShape(what: String, Shape, needed: Shape)
  /// A series goes along one number.
  case needsOneNumber(command: String, inputs: [String])
  /// The step sweep has a table for each element.
  case sweepOfMany(Int)
  /// Second derivatives are checked one by one.
  case manySecondDerivatives(Int)
  /// A range is drawn for a number.
  case arrayRange(name: String)
  /// A derivative with an operation that programs have no word for.
  case unprintable(input: String, operation: String)
  /// An option of `diff` that is for programs of numbers.
  case arrayFormula(option: String)
  /// A derivative of high order with more operations than anybody reads.
  case formulaTooLong(order: Int)
  /// A series whose coefficients beyond an order take too many steps.
  case seriesTooLong(order: Int)
  /// Formulas of many inputs that are too long together.
  case formulasTooLong(count: Int, terms: Int)
  /// `--save` of a name that has no value, or no gradient.
  case unknownSave(name: String, known: [String])
  /// `--save` of two values to one file.
  case sameFile(String, first: String, second: String)
  /// A character that separates fields, digits or what is behind the point, two of them.
  case twoMeanings(FieldStyle.Conflict, of: FieldStyle)
  /// `convert` without `--from`; the dialects that read the text.
  case noDialect([String])
  /// A matrix without elements has no text from which its shape could be read.
  case emptyText(name: String, Shape)

  var diagnostic: Diagnostic {
    switch self {
    case .severalOutputs(let count, let names, let command):
      return Diagnostic(
        .error, "`\(command)` needs one output, and the program has \(count)",
        helps: [
          names.first.map { "choose a definition with `--output`, for example `--output \($0)`" }
            ?? "give one a name, `y = …`, and choose it with `--output y`"
        ])
    case .unknownInput(let name, let inputs, let isDefined):
      if isDefined {
        return Diagnostic(
          .error, "`\(name.shortened)` is defined by the program and no input",
          helps: ["inputs are \(inputs.quotedList)"])
      }
      let help =
        closest(to: name, among: inputs).map { "did you mean `\($0)`?" }
        ?? (inputs.isEmpty ? "the program has no inputs" : "inputs are \(inputs.quotedList)")
      return Diagnostic(.error, "the program has no input `\(name.shortened)`", helps: [help])
    case .wholeNumber(let number, let inputs, let source):
      return Diagnostic(
        .error, "`\(number.name.shortened)` is a whole number, and nothing is differentiated by it",
        source: source, primary: [.init(number.use, "used as one here")],
        helps: [
          inputs.isEmpty ? "the program has no other inputs" : "inputs are \(inputs.quotedList)"
        ])
    case .noInputs(let purpose):
      return Diagnostic(
        .error, "the program has no inputs: there is nothing to \(purpose)",
        helps: ["use a name that is not defined, such as `x`"])
    case .randomWithoutRange:
      return Diagnostic(
        .error, "`--random` has nothing to draw: no input has a range",
        helps: ["give one: `--range x=0:1`"])
    case .unboundedRange(let name):
      return Diagnostic(
        .error, "the ends of the range of `\(name)` must be finite numbers",
        helps: ["write `--range \(name)=0:1`"])
    case .noFinitePoint(let tries):
      return Diagnostic(
        .error, "no point with a finite value was found in \(tries) tries",
        helps: ["give ranges inside the domain: `--range x=0.1:2`"])
    case .arrayOutput(let shape, let span, let source, let command):
      return Diagnostic(
        .error, "`\(command)` needs a number to differentiate, and this is a \(shape) matrix",
        source: source, primary: [.init(span)],
        helps: ["write `sum(…)`, `norm(…)` or one element, such as `y[1]`"])
    case .tooManyDirections(let count):
      return Diagnostic(
        .error, "a trace in forward mode would have a column for each of \(count) elements",
        helps: ["choose inputs with `--wrt`, or use `--mode reverse`"])
    case .largeMatrix(let rows, let columns, let most):
      return Diagnostic(
        .error,
        "a matrix of \(rows)×\(columns) elements is too large: at most \(most) are computed",
        helps: ["`--sparse` prints the elements that may differ from 0"])
    case .fullMatrix(let rows, let columns, let count, let most, let product):
      return Diagnostic(
        .error,
        "of \(rows)×\(columns) elements \(count.map { "\($0)" } ?? "more than \(most)") may differ "
          + "from 0: at most \(most) are computed",
        helps: ["\(product) the matrix with a vector; of several inputs, `--wrt` chooses"])
    case .bothWithoutTrace:
      return Diagnostic(
        .error, "`--mode both` shows a trace of both sweeps",
        helps: ["add `--trace`; the derivatives are the same in each mode"])
    case .standaloneCode(let language):
      return Diagnostic(
        .error, "`--standalone` is for LaTeX, and not for \(language)",
        helps: ["add `--language latex`, or leave it out: code is a file of its own"])
    case .largeCode(let derivative, let count):
      return Diagnostic(
        .error, "the \(derivative) has \(count) elements: too many to be written out",
        helps: ["choose inputs with `--wrt`, or outputs with `--output`"])
    case .withoutDirection(let names):
      return Diagnostic(
        .error, "there is no direction",
        helps: ["give one: `--direction \(names.first ?? "x")=1`"])
    case .repeatedDirection(let name):
      return Diagnostic(
        .error, "the direction of `\(name.shortened)` is given twice",
        helps: ["remove one `--direction \(name.shortened)=…`"])
    case .wrongShape(let what, let shape, let needed):
      return Diagnostic(
        .error, "the \(what) is \(shape), and must be \(needed)",
        helps: ["give a matrix of that shape, or a number for all elements"])
    case .needsOneNumber(let command, let inputs):
      return Diagnostic(
        .error, "`\(command)` goes along one input that is a number",
        helps: [
          inputs.isEmpty
            ? "the program has no inputs"
            : "choose one with `--wrt`, for example `--wrt \(inputs[0])`"
        ])
    case .twoMeanings(let conflict, let style): return conflict.diagnostic(of: style)
    case .sweepOfMany(let count):
      return Diagnostic(
        .error, "`--sweep` would have a table for each of \(count) elements",
        helps: ["choose a small input with `--wrt`, or write the element in question as a scalar"])
    case .manySecondDerivatives(let count):
      return Diagnostic(
        .error, "`--second-order` would check \(count) second derivatives one by one",
        helps: ["choose inputs with `--wrt`"])
    case .arrayRange(let name):
      return Diagnostic(
        .error, "`--range` draws numbers, and `\(name)` is bound to a matrix",
        helps: ["remove the binding or the range of `\(name)`"])
    case .unprintable(let input, let operation):
      return Diagnostic(
        .error, "the derivative by `\(input.shortened)` cannot be written as a formula",
        notes: ["it needs the operation `\(operation)`, which only rules have"],
        helps: ["`autodiff grad` gives its value"])
    case .arrayFormula(let option):
      return Diagnostic(
        .error, "`\(option)` is for programs of numbers, and this one has arrays",
        helps: ["leave `\(option)` away, or write the elements as inputs of their own"])
    case .formulaTooLong(let order):
      return Diagnostic(
        .error, "the formula gets too long after order \(order)",
        helps: ["ask for a lower order; `autodiff taylor` gives values of high orders"])
    case .seriesTooLong(let order):
      return Diagnostic(
        .error, "the series takes too many steps after order \(order)",
        notes: ["a determinant of order 11 or more is differentiated again for each coefficient"],
        helps: ["ask for `--order \(order)`"])
    case .formulasTooLong(let count, let terms):
      return Diagnostic(
        .error, "the \(count) derivatives have about \(terms) terms together",
        helps: [
          "choose inputs with `--wrt`; `autodiff grad` gives the values, and `autodiff emit` code "
            + "that computes what they share once"
        ])
    case .unknownSave(let name, let known):
      let near = closest(to: name, among: known).map { "did you mean `\($0)`?" }
      return Diagnostic(
        .error, "there is no `\(name.shortened)` to save",
        helps: [near ?? (known.isEmpty ? "nothing has a name" : "names are \(known.quotedList)")])
    case .sameFile(let file, let first, let second):
      return Diagnostic(
        .error,
        first == second
          ? "`\(first.shortened)` is saved to `\(file.shortened)` twice"
          : "`\(first.shortened)` and `\(second.shortened)` are saved to one file, "
            + "`\(file.shortened)`",
        helps: [first == second ? "remove one `--save`" : "give each a file of its own"])
    case .noDialect(let names):
      return Diagnostic(
        .error, "`--from` does not say what the text is written in",
        helps: [
          names.isEmpty
            ? "dialects are \(Dialect.words)"
            : "it can be read with " + alternatives(names.map { "`--from \($0)`" })
        ])
    case .emptyText(let name, let shape):
      return Diagnostic(
        .error, "`\(name.shortened)` is \(shape): a text file without numbers has no shape",
        helps: ["save it as NPY: `--save \(name.shortened)=\(name.shortened).npy`"])
    }
  }
}

extension [String] {
  /// "`a`, `b` and `c`", cut after eight.
  var quotedList: String {
    let shown = prefix(count > 9 ? 8 : 9).map { "`\($0.shortened)`" }
    if count > 9 { return shown.joined(separator: ", ") + " and \(count - 8) others" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension FieldStyle.Conflict {
  fileprivate func diagnostic(of style: FieldStyle) -> Diagnostic {
    let sign = Character(UnicodeScalar(style.numbers.decimal))
    switch self {
    case .decimalSeparates:
      return Diagnostic(
        .error, "`\(sign)` is the decimal sign and separates fields, too",
        helps: [
          "say what separates them: "
            + (sign == ";" ? "" : "`--delimiter ';'` or ") + "`--delimiter tab`"
        ])
    case .decimalGroups:
      return Diagnostic(
        .error, "`\(sign)` is the decimal sign and stands between groups of digits, too",
        helps: ["say which is the decimal sign: `--decimal \(sign == "," ? "." : ",")`"])
    case .blankSeparates:
      return Diagnostic(
        .error, "blanks separate fields and stand between groups of digits, too",
        helps: ["say what separates fields: `--delimiter ';'`, or `--delimiter tab`"])
    }
  }
}
