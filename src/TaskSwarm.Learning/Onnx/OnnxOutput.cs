namespace TaskSwarm.Learning.Onnx;

/// <summary>What the numbers mean that come out of a model.</summary>
public enum OnnxOutput
{
    /// <summary>As the file's graph says: probabilities if its last operator is Softmax, logits otherwise.</summary>
    AsFile,

    /// <summary>Any numbers, of which softmax makes probabilities; so are logarithms of probabilities.</summary>
    Logits,

    /// <summary>Probabilities already.</summary>
    Probabilities,
}
