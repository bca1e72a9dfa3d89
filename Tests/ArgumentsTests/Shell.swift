import Arguments
import TestSupport

@testable import autodiff

/// Stands in for the parser: a text is a program unless it begins or ends with an operator, or has
/// none of the forms that these tests call programs.
func isProgram(_ bytes: [UInt8]) -> Bool {
  let binary = Array("+*/=^".utf8)
  guard let first = bytes.first, let last = bytes.last else { return false }
  return !binary.contains(first) && !binary.contains(last) && last != UInt8(ascii: "-")
    && !bytes.contains(UInt8(ascii: "$")) && !text(bytes).contains("==")
}

/// Reads a command line that begins with `autodiff`, or only its arguments.
func parse(_ line: String) throws(ArgumentsError) -> Invocation {
  var arguments = shellWords(line)
  if arguments.first.map(text) == "autodiff" { arguments.removeFirst() }
  return try parseArguments(arguments, of: Command.table, isProgram: isProgram)
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
