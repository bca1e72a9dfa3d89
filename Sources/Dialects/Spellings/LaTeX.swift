/// LaTeX, also as language models write it.
extension Dialect {
  package static let latex = Dialect(
    "latex", title: "LaTeX", marks: [.macro, .text("^{"), .text("_{")], needsMark: true,
    read: LaTeXReader.read,
    readName: LaTeXReader.name)
}
