/// The commands of the tool, as the parser and the manual read them.
package struct CommandTable: Sendable {
  package let count: Int
  private let makeTool: @Sendable () -> CommandDescription
  private let command: @Sendable (_ place: Int) -> CommandDescription

  /// - Parameter tool: the tool itself, described like a command without a name.
  package init(
    tool: @autoclosure @escaping @Sendable () -> CommandDescription, count: Int,
    command: @escaping @Sendable (_ place: Int) -> CommandDescription
  ) {
    self.count = count
    makeTool = tool
    self.command = command
  }

  /// The tool itself, as a command without a name. Made anew on each call.
  package var tool: CommandDescription { makeTool() }

  /// The command at a place, made on each call.
  package subscript(place: Int) -> CommandDescription { command(place) }

  /// All commands, in the order of help. Made anew on each call.
  package var commands: [CommandDescription] { (0..<count).map { command($0) } }

  /// The tool, then its commands.
  package var all: [CommandDescription] { [tool] + commands }

  /// Every option of every command and of the tool, each name once.
  package var options: [OptionDescription] {
    var options: [OptionDescription] = []
    for option in all.flatMap({ $0.options }) where !options.contains(option) {
      options.append(option)
    }
    return options
  }
}
