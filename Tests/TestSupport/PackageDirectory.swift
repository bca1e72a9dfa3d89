import Foundation

/// Where the package lies whose tests these are.
package enum PackageDirectory {
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
