import Arguments

/// `autodiff functions [NAME]`: the function reference.
enum FunctionsCommand {
  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    try session.print { () throws(ArgumentsError) in
      guard let name = session.invocation.operands.first else { return FunctionReference.list() }
      return try FunctionReference.entry(named: name)
    }
  }
}

/// `autodiff help [TOPIC]`.
enum HelpCommand {
  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    try session.print { () throws(ArgumentsError) in
      try Help.topic(session.invocation.operands.first)
    }
  }
}

/// `autodiff man [PAGE]`: the source of a manual page.
enum ManualCommand {
  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    try session.print { () throws(ArgumentsError) in
      try ManualPages.source(named: session.invocation.operands.first)
    }
  }
}

/// `autodiff version`.
enum VersionCommand {
  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    try session.print { () throws(ArgumentsError) in Release.line + "\n" }
  }
}

extension Session {
  /// Prints a text of the reference.
  fileprivate func print(
    _ text: () throws(ArgumentsError) -> String
  ) throws(Failure) -> ExitStatus {
    let found: Result<String, ArgumentsError> = Result(catching: text)
    switch found {
    case .success(let text): try streams.output.write(text)
    case .failure(let error): throw .arguments(error)
    }
    return .done
  }
}
