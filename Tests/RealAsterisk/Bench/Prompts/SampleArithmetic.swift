/// Sums over samples, written for builds without optimisation, as tests are: eight products a turn cost a tenth of one
/// a turn, and a pointer's element a tenth of an array's. Arrays are passed as they are.
enum SampleArithmetic {
    /// The sum of `count` products, of the samples of `a` from `i` on and those of `b` from `j` on.
    static func dot(_ a: UnsafePointer<Float>, at i: Int = 0, _ b: UnsafePointer<Float>, at j: Int = 0, count: Int)
        -> Float
    {
        var (x, y) = (a + i, b + j)
        var sum: Float = 0
        var left = count
        while left >= 8 {
            sum +=
                x[0] * y[0] + x[1] * y[1] + x[2] * y[2] + x[3] * y[3] + x[4] * y[4] + x[5] * y[5] + x[6] * y[6]
                + x[7] * y[7]
            x += 8
            y += 8
            left &-= 8
        }
        while left > 0 {
            sum += x[0] * y[0]
            x += 1
            y += 1
            left &-= 1
        }
        return sum
    }

    /// Every `factor`-th sample of what is left below some 3.2 kHz / `factor`: a triangle as low pass.
    static func decimated(_ samples: [Float], by factor: Int) -> [Float] {
        guard factor > 1 else { return samples }
        let kernel = (1 - factor..<factor).map { Float(factor - abs($0)) / Float(factor * factor) }
        let padding = [Float](repeating: 0, count: factor)
        let padded = padding + samples + padding
        return stride(from: 0, to: samples.count, by: factor).map { index in
            dot(padded, at: index + 1, kernel, count: kernel.count)
        }
    }

    /// For each window of `count` samples, its energy.
    static func energies(_ samples: [Float], window count: Int) -> [Float] {
        guard count > 0, samples.count >= count else { return [] }
        var energies = [Float](repeating: 0, count: samples.count - count + 1)
        fill(&energies, energies.count, samples, window: count)
        return energies
    }

    private static func fill(
        _ energies: UnsafeMutablePointer<Float>, _ windows: Int, _ samples: UnsafePointer<Float>, window count: Int
    ) {
        // In doubles: what is added to the sum is taken off later.
        var sum = Double(dot(samples, samples, count: count))
        energies[0] = Float(sum)
        var window = 1
        while window < windows {
            let (last, next) = (samples[window &- 1], samples[window &+ count &- 1])
            sum += Double(next * next) - Double(last * last)
            energies[window] = Float(max(0, sum))
            window &+= 1
        }
    }

    /// Raises each place's best to the square of a piece's correlation with it, where that is more.
    /// - Parameters:
    ///   - energies: of the samples in windows as long as the piece, as many as there are places.
    ///   - silence: the energy of a place where nothing is looked for.
    static func raise(
        _ best: UnsafeMutablePointer<Float>, with piece: [Float], in samples: UnsafePointer<Float>,
        _ energies: UnsafePointer<Float>, places: Int, silence: Float
    ) {
        let own = dot(piece, piece, count: piece.count)
        var place = 0
        while place < places {
            if energies[place] > silence {
                let product = dot(samples, at: place, piece, count: piece.count)
                let square = product * product / (energies[place] * own)
                if product > 0, square > best[place] { best[place] = square }
            }
            place &+= 1
        }
    }
}
