/// LaTeX, also as language models write it.
extension Dialect {
  static let latex = Dialect(
    "latex", title: "LaTeX", marks: ["\\"], read: LaTeXReader.read,
    readName: LaTeXReader.name)
}
