import Arguments

/// Splits a command line as a shell does, as far as the examples need it: blanks and quotes.
func words(_ line: String) -> [[UInt8]] {
  var words: [[UInt8]] = []
  var word: [UInt8] = []
  var quote: UInt8?
  var isOpen = false
  for byte in line.utf8 {
    if byte == quote {
      quote = nil
    } else if quote == nil, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
      quote = byte
      isOpen = true
    } else if byte == UInt8(ascii: " "), quote == nil {
      if isOpen { words.append(word) }
      word = []
      isOpen = false
    } else {
      word.append(byte)
      isOpen = true
    }
  }
  if isOpen { words.append(word) }
  return words
}

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
  var arguments = words(line)
  if arguments.first.map(text) == "autodiff" { arguments.removeFirst() }
  return try parseArguments(arguments, isProgram: isProgram)
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
