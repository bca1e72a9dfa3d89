import Arguments

/// The manual pages in mdoc: one of the tool, one for each command, and those about no command.
package struct ManualPages {
  let table: CommandTable
  private let help: Help

  /// The pages of the tool that has these commands.
  package init(_ table: CommandTable) {
    self.table = table
    help = Help(table)
  }

  /// A page's name, section and text.
  package struct Page: Sendable {
    /// `autodiff-grad`
    package let name: String
    package let section: Int
    package let source: String

    /// The name of its file in `man/`: `autodiff-grad.1`.
    package var fileName: String { "\(name).\(section)" }
  }

  /// All pages, made anew on each call.
  package var all: [Page] {
    table.all.map { page(of: $0) } + Topic.allCases.map { page(about: $0) }
  }

  /// The names of the pages, each with its summary.
  package var summaries: [(String, String)] {
    table.all.map { ($0.pageName, $0.summary) }
      + Topic.allCases.map { ($0.pageName, $0.summary) }
  }

  var names: [String] { summaries.map { $0.0 } }

  /// The source of a page, asked for as `autodiff-grad` or `grad`; nil: of autodiff(1).
  package func source(named name: String?) throws(ManualError) -> String {
    guard let name else { return page(of: table.tool).source }
    for command in table.all
    where name == command.pageName || name == command.name && !command.isTool {
      return page(of: command).source
    }
    let topic = Topic.allCases.first { name == $0.pageName || name == $0.rawValue }
    guard let topic else { throw .unknownPage(name: name) }
    return page(about: topic).source
  }

  // MARK: - Pages of commands

  private func page(of command: CommandDescription) -> Page {
    var lines = opening(command.pageName, 1, command.summary)
    lines.append(".Sh SYNOPSIS")
    lines += synopsis(of: command)
    lines.append(".Sh DESCRIPTION")
    var source = lines.joined(separator: "\n") + "\n"
    source += Document(blocks: description(of: command)).mdoc
    source += options(of: command).joined(separator: "\n") + "\n"
    source += Document(blocks: ending(of: command)).mdoc
    source += seeAlso(except: command.pageName).joined(separator: "\n") + "\n"
    return Page(name: command.pageName, section: 1, source: source)
  }

  private func opening(_ name: String, _ section: Int, _ summary: String) -> [String] {
    [
      ".Dd \(Release.date)", ".Dt \(name.uppercased()) \(section)", ".Os", ".Sh NAME",
      ".Nm \(name)", ".Nd \(summary)",
    ]
  }

  private func synopsis(of command: CommandDescription) -> [String] {
    if command.isTool {
      return [
        ".Nm autodiff", ".Ar COMMAND", ".Op Ar PROGRAM", ".Op Ar NAME Ns = Ns Ar VALUE ...",
        ".Op Ar OPTIONS",
      ]
    }
    var lines = [".Nm autodiff Cm \(command.name)"]
    lines += command.options.filter {
      !command.takesProgram || $0 != ParserOptions.file && $0 != ParserOptions.expression
    }.map {
      ".Op " + flags($0, separator: " | ") + ($0.repeats ? " ..." : "")
    }
    switch command.operands {
    case .none: break
    case .one(let operand): lines.append(".Op Ar \(operand)")
    case .program:
      lines.append(".Ar PROGRAM | Fl e Ar PROGRAM | Fl f Ar FILE")
      lines.append(".Op Ar NAME Ns = Ns Ar VALUE ...")
    }
    return lines
  }

  private func description(of command: CommandDescription) -> [Document.Block] {
    var blocks: [Document.Block] = command.details.map { .paragraph($0) }
    if !command.terms.isEmpty {
      blocks.append(
        .list(command.terms.map { Document.Item(term: $0.term, text: $0.meaning) }, .columns))
    }
    if command.isTool {
      blocks += [.heading("Commands"), .list(help.commandItems, .columns)]
    }
    return blocks
  }

  private func options(of command: CommandDescription) -> [String] {
    var lines = [".Sh OPTIONS", ".Bl -tag -width Ds"]
    for option in command.options {
      lines.append(".It " + flags(option, separator: " , "))
      lines += Mdoc.paragraph(Help.text(of: option))
    }
    return lines + [".El"]
  }

  /// `Fl f Ar FILE , Fl \-file Ar FILE`
  private func flags(_ option: OptionDescription, separator: String) -> String {
    let value = option.value.map { " Ar " + Mdoc.text($0) } ?? ""
    let short = option.short.map { "Fl \($0)\(value)" + separator } ?? ""
    return short + "Fl \\-" + option.name + value
  }

  private func ending(of command: CommandDescription) -> [Document.Block] {
    var blocks: [Document.Block] = []
    let variables = (command.isTool ? table.options : command.options).flatMap { $0.environment }
    if !variables.isEmpty {
      blocks.append(.heading("Environment"))
      blocks.append(
        .list(variables.map { Document.Item(term: $0.name, text: $0.meaning) }, .hanging))
    }
    blocks.append(.heading("Exit status"))
    blocks.append(.list(help.statusItems(of: command), .columns))
    blocks.append(.heading("Examples"))
    for example in command.examples {
      blocks.append(.paragraph(example.explanation))
      blocks.append(.code([example.command]))
    }
    return blocks
  }

  /// References to the other pages, in the order of section and name.
  private func seeAlso(except name: String) -> [String] {
    let commandPages = table.all.map { $0.pageName }.sorted()
    let pages = commandPages.map { ($0, 1) } + Topic.allCases.map { ($0.pageName, 7) }
    let others = pages.filter { $0.0 != name }
    return [".Sh SEE ALSO"]
      + others.enumerated().map { index, page in
        ".Xr \(page.0) \(page.1)" + (index < others.count - 1 ? " ," : "")
      }
  }

  // MARK: - Pages about no command

  /// What has a page of its own in section 7, by the word that asks for it.
  private enum Topic: String, CaseIterable {
    case language, speed

    var pageName: String { "autodiff-" + rawValue }

    var summary: String {
      switch self {
      case .language: LanguageReference.summary
      case .speed: SpeedReference.summary
      }
    }
  }

  private func page(about topic: Topic) -> Page {
    let blocks =
      switch topic {
      case .language: languageBlocks
      case .speed: SpeedReference.blocks
      }
    let opening = opening(topic.pageName, 7, topic.summary) + [".Sh DESCRIPTION"]
    let source =
      opening.joined(separator: "\n") + "\n" + Document(blocks: blocks).mdoc
      + seeAlso(except: topic.pageName).joined(separator: "\n") + "\n"
    return Page(name: topic.pageName, section: 7, source: source)
  }

  private var languageBlocks: [Document.Block] {
    var blocks = [
      Document.Block.paragraph(
        """
        Programs for `autodiff` are formulas as in mathematics. They are given on the command \
        line, in quotes, or in a file.
        """)
    ]
    blocks += LanguageReference.opening
    blocks.append(.heading("Functions"))
    for family in FunctionReference.functionFamilies {
      blocks += [.subheading(family.title), .list(family.lines.map(\.item), .columns)]
    }
    blocks += LanguageReference.closing
    blocks.append(.heading("Examples"))
    for example in table.tool.examples {
      blocks += [.paragraph(example.explanation), .code([example.command])]
    }
    return blocks
  }
}
