import Arguments
import TestSupport

@testable import autodiff

/// Reads a command line that begins with `autodiff`, or only its arguments.
func parse(_ line: String) throws(ArgumentsError) -> Invocation {
  var arguments = shellWords(line)
  if arguments.first.map(text) == "autodiff" { arguments.removeFirst() }
  return try parseArguments(arguments, of: Command.table, in: ProgramReader.questions)
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
