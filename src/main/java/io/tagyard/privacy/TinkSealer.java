package io.tagyard.privacy;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * Seals with Tink's AES-256-GCM; the context is the associated data, so a ciphertext cannot be
 * moved to another event. The keyset lies in a file of its own: losing it makes everything sealed
 * unreadable, and so does deleting it.
 */
public final class TinkSealer implements Sealer {
  private final Aead aead;
  private final Pseudonyms pseudonyms;

  private TinkSealer(KeysetHandle keys) throws GeneralSecurityException {
    this.aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    this.pseudonyms = new Pseudonyms(oldest(keys));
  }

  /** The key that a rotation leaves where it is, so that what stands in for an id stays. */
  @AccessesPartialKey
  private static byte[] oldest(KeysetHandle keys) throws GeneralSecurityException {
    if (!(keys.getAt(0).getKey() instanceof AesGcmKey key)) {
      throw new GeneralSecurityException("not a key of AES-GCM");
    }
    return key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
  }

  /** The keys cannot be used; the message says what to do and holds no key. */
  public static final class KeyTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    KeyTrouble(String message) {
      super(message);
    }
  }

  /** A sealer whose key lives and dies with it: what it sealed can be opened by it alone. */
  public static TinkSealer inMemory() {
    try {
      AeadConfig.register();
      KeysetHandle keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
      return new TinkSealer(keys);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM must be there", e);
    }
  }

  /**
   * Opens the keyset in this file; makes one, readable by its owner only and on stable storage,
   * when there is none.
   *
   * @throws KeyTrouble when the file is readable by others, damaged, or cannot be written
   */
  public static TinkSealer at(Path file) throws KeyTrouble {
    try {
      AeadConfig.register();
      String text = KeyFile.read(file);
      if (text == null) {
        text =
            TinkJsonProtoKeysetFormat.serializeKeyset(
                KeysetHandle.generateNew(
                    PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()),
                RegistryConfiguration.get(),
                InsecureSecretKeyAccess.get());
        KeyFile.create(file, text);
      }
      KeysetHandle keys =
          TinkJsonProtoKeysetFormat.parseKeyset(
              text, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
      return new TinkSealer(keys);
    } catch (GeneralSecurityException e) {
      // Its message may quote the file, which is the key.
      throw new KeyTrouble(file + " is no keyset; restore it from a backup");
    }
  }

  @Override
  public byte[] seal(byte[] plain, String context) {
    try {
      return aead.encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM of a loaded key must encrypt", e);
    }
  }

  @Override
  public String pseudonym(String workspace, String text) {
    return pseudonyms.of(workspace, text);
  }

  @Override
  public byte[] open(byte[] sealed, String context) throws SealBroken {
    try {
      return aead.decrypt(sealed, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new SealBroken(context);
    }
  }
}
