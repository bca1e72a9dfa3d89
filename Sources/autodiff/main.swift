import Numerics

/// The arguments as the bytes that were typed: a program need not be valid UTF-8.
let arguments = (1..<max(1, Int(CommandLine.argc))).map { index in
  CommandLine.unsafeArgv[index].map { pointer in
    UnsafeBufferPointer(start: pointer, count: strlen(pointer)).map { UInt8(bitPattern: $0) }
  } ?? []
}

exit(AutodiffTool.run(arguments: arguments, streams: Streams()).rawValue)
