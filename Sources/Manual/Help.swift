import Arguments
import Diagnostics

/// What `-h`, `--help` and `autodiff help` print, made from the descriptions of the commands.
package struct Help {
  let table: CommandTable

  package init(_ table: CommandTable) { self.table = table }

  /// One screen: 24 lines of 80 columns.
  package func short(_ command: CommandDescription) -> String {
    command.isTool ? shortTool : shortCommand(command)
  }

  /// Everything about a command, or about the tool.
  package func long(_ command: CommandDescription) -> String {
    var document = Document()
    document.blocks.append(.heading("Usage"))
    document.blocks.append(
      .list(usages(of: command).map { Document.Item(term: $0, text: "") }, .columns))
    document.blocks.append(.heading("Description"))
    document.blocks += command.details.map { .paragraph($0) }
    document.blocks += body(of: command)
    document.blocks.append(.heading("See also"))
    document.blocks.append(.paragraph(seeAlso(command)))
    return "\(command.invocationName) - \(command.summary)\n\n" + document.plainText
  }

  /// The text of `autodiff help TOPIC`: a command, the language, a function; without one, the tool.
  package func topic(_ name: String?) throws(ManualError) -> String {
    guard let name else { return long(table.tool) }
    if let command = table.commands.first(where: { $0.name == name }) { return long(command) }
    if let meant = Synonyms.meant(by: name, among: Synonyms.commands),
      let command = table.commands.first(where: { $0.name == meant }),
      FunctionReference.lookUp(name) == nil
    {
      return long(command)
    }
    if name == LanguageReference.topic { return LanguageReference.plainText }
    if let entry = FunctionReference.lookUp(name) { return entry }
    throw .unknownTopic(name: name)
  }

  var topics: [String] {
    table.commands.map { $0.name } + [LanguageReference.topic] + FunctionReference.names
  }

  /// The ways to write a command.
  func usages(of command: CommandDescription) -> [String] {
    if command.isTool { return ["autodiff COMMAND PROGRAM [NAME=VALUE ...] [OPTIONS]"] }
    var usages = ["autodiff \(command.name)"]
    if !command.synopsis.isEmpty { usages[0] += " " + command.synopsis }
    if command.takesProgram {
      usages = [usages[0] + " [OPTIONS]"]
      usages.append("autodiff \(command.name) -f FILE [NAME=VALUE ...] [OPTIONS]")
    }
    return usages
  }

  /// A sentence of an option's summary, and what it says beyond.
  static func text(of option: OptionDescription) -> String {
    // A value to be typed keeps its small letter.
    let isValue = option.choices.contains { option.summary.hasPrefix($0) }
    let first = isValue ? String(option.summary.prefix(1)) : option.summary.prefix(1).uppercased()
    let sentence = first + option.summary.dropFirst() + "."
    return option.details.isEmpty ? sentence : sentence + " " + option.details
  }

  /// Terms, options, statuses and examples, which help and manual pages have in common.
  private func body(of command: CommandDescription) -> [Document.Block] {
    var blocks: [Document.Block] = []
    if command.isTool {
      blocks.append(.heading("Commands"))
      blocks.append(.list(commandItems, .columns))
    }
    if !command.terms.isEmpty {
      blocks.append(
        .list(command.terms.map { Document.Item(term: $0.term, text: $0.meaning) }, .columns))
    }
    blocks.append(.heading("Options"))
    blocks.append(
      .list(
        command.options.map { Document.Item(term: $0.signature, text: Help.text(of: $0)) }, .hanging
      ))
    blocks.append(.heading("Exit status"))
    blocks.append(.list(statusItems(of: command), .columns))
    blocks.append(.heading("Examples"))
    blocks.append(
      .list(
        command.examples.map { Document.Item(term: $0.command, text: $0.explanation) }, .hanging))
    return blocks
  }

  var commandItems: [Document.Item] {
    table.commands.map { Document.Item(term: $0.name, text: $0.summary) }
  }

  func statusItems(of command: CommandDescription) -> [Document.Item] {
    ExitStatus.all(of: command).map {
      Document.Item(term: String($0.rawValue), text: $0.meaning)
    }
  }

  private func seeAlso(_ command: CommandDescription) -> String {
    command.isTool
      ? "`autodiff help COMMAND`, `autodiff help language`, `autodiff functions`"
      : "`autodiff help`, `autodiff help language`, `autodiff functions`"
  }

  private var shortTool: String {
    let tool = table.tool
    var lines = ["\(Release.line) - \(tool.summary)", ""]
    lines += usages(of: tool).map { "usage: " + $0 } + [""]
    lines += Document.columns(commandItems) + [""]
    lines.append("`autodiff COMMAND -h` shows its options; `autodiff help language` the language.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The lines of a terminal, less one for the prompt.
  private static let screenHeight = 23

  private func shortCommand(_ command: CommandDescription) -> String {
    var lines = ["\(command.invocationName) - \(command.summary)"]
    lines += usages(of: command).prefix(1).map { "usage: " + $0 } + [""]
    let items = command.options.filter { $0.needs == nil && !$0.isMinor }.map { option in
      Document.Item(
        term: (option.short == nil ? "    " : "") + option.signature, text: option.summary)
    }
    lines += Document.columns(items) + optionsInBrief(command)
    // An example where the screen has room for it.
    if lines.count + 2 <= Help.screenHeight, let example = command.examples.first {
      lines += ["", "example: " + example.command]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The minor options and those that have a meaning only beside another one, without their
  /// summaries, so that the screen has room for them.
  private func optionsInBrief(_ command: CommandDescription) -> [String] {
    let options = command.options
    var words: [String] = []
    func add(_ title: String, _ options: [OptionDescription]) {
      guard let last = options.last else { return }
      if !words.isEmpty { words[words.count - 1] += ";" }
      words.append(title + ":")
      words += options.dropLast().map { $0.signature + "," } + [last.signature]
    }
    add("also", options.filter { $0.needs == nil && $0.isMinor })
    for leader in options { add("with --\(leader.name)", options.filter { $0.needs == leader }) }
    var lines: [String] = []
    for word in words {
      if let line = lines.last, line.utf8.count + 1 + word.utf8.count <= 80 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append("  " + word)
      }
    }
    return lines
  }
}
